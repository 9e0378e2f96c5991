package dev.customerprofiles.store.mongo;

import java.util.Set;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoServerException;
import com.mongodb.MongoWriteException;

/** What the error codes of the server mean for the commit log. */
final class ServerErrors {

    /**
     * Errors that say nothing about the document: the server or its cluster is at fault, and the same write may succeed later.
     * Names as in the server's error_codes.yml.
     */
    private static final Set<Integer> TRANSIENT = Set.of(
            1, // InternalError
            6, // HostUnreachable
            7, // HostNotFound
            8, // UnknownError
            13, // Unauthorized
            18, // AuthenticationFailed
            24, // LockTimeout
            46, // LockBusy
            50, // MaxTimeMSExpired
            63, // StaleShardVersion
            64, // WriteConcernFailed
            70, // ShardNotFound
            79, // UnknownReplWriteConcern
            89, // NetworkTimeout
            91, // ShutdownInProgress
            100, // UnsatisfiableWriteConcern
            112, // WriteConflict
            117, // ConflictingOperationInProgress
            133, // FailedToSatisfyReadPreference
            134, // ReadConcernMajorityNotAvailableYet
            150, // StaleEpoch
            189, // PrimarySteppedDown
            202, // NetworkInterfaceExceededTimeLimit
            249, // StaleDbVersion
            262, // ExceededTimeLimit
            317, // ConnectionPoolExpired
            365, // TemporarilyUnavailable
            391, // ReauthenticationRequired
            402, // ResourceExhausted
            9001, // SocketException
            10058, // LegacyNotPrimary
            10107, // NotWritablePrimary
            11600, // InterruptedAtShutdown
            11601, // Interrupted
            11602, // InterruptedDueToReplStateChange
            13388, // StaleConfig
            13435, // NotPrimaryNoSecondaryOk
            13436, // NotPrimaryOrSecondary
            14031, // OutOfDiskSpace
            16500); // request rate too large, of servers that limit it

    /** Errors of a whole command that are about what it carries. */
    private static final Set<Integer> CONTENT = Set.of(
            2, // BadValue
            9, // FailedToParse
            14, // TypeMismatch
            15, // Overflow
            22, // InvalidBSON
            52, // DollarPrefixedFieldName
            56, // EmptyFieldName
            57, // DottedFieldName
            121, // DocumentValidationFailure
            10334, // BSONObjectTooLarge
            17280, // KeyTooLong
            17419, // the document after the update is too large
            17420); // the document to insert is too large

    private ServerErrors() {}

    static boolean isTransient(int code) {
        return TRANSIENT.contains(code);
    }

    static boolean isDuplicateKey(int code) {
        return ErrorCategory.fromErrorCode(code) == ErrorCategory.DUPLICATE_KEY;
    }

    static boolean isDuplicateKey(Throwable failure) {
        return failure instanceof MongoServerException && isDuplicateKey(code(failure));
    }

    /** Whether a whole command was turned down because of what some write in it carries. */
    static boolean isAboutContent(Throwable failure) {
        return failure instanceof MongoCommandException command && CONTENT.contains(command.getErrorCode());
    }

    static int code(Throwable failure) {
        if (failure instanceof MongoWriteException write) {
            return write.getError().getCode();
        }
        if (failure instanceof MongoBulkWriteException bulk) {
            return bulk.getWriteConcernError() != null
                    ? bulk.getWriteConcernError().getCode()
                    : bulk.getWriteErrors().stream()
                            .map(error -> error.getCode())
                            .filter(TRANSIENT::contains)
                            .findFirst()
                            .orElseGet(bulk::getCode);
        }
        return ((MongoServerException) failure).getCode();
    }
}
