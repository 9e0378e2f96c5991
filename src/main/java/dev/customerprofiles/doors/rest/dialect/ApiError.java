package dev.customerprofiles.doors.rest.dialect;

/** An answer other than success, as the contract knows them; its message goes to the caller and carries no personal data. */
public final class ApiError extends RuntimeException {

    /** The error shapes of the contract. */
    public enum Type {
        BAD_REQUEST(400, "BadRequestException"),
        UNAUTHORIZED(401, "UnauthorizedException"),
        ACCESS_DENIED(403, "AccessDeniedException"),
        NOT_FOUND(404, "ResourceNotFoundException"),
        PRECONDITION_FAILED(412, "PreconditionFailedException"),
        TOO_LARGE(413, "BadRequestException"),
        THROTTLING(429, "ThrottlingException"),
        INTERNAL(500, "InternalServerException");

        private final int status;
        private final String shape;

        Type(int status, String shape) {
            this.status = status;
            this.shape = shape;
        }

        public int status() {
            return status;
        }

        public String shape() {
            return shape;
        }
    }

    static final String TOO_LARGE = "The body is too large.";
    static final String BAD_TOKEN = "NextToken (next-token) must be one that this list has given.";

    private final Type type;

    private ApiError(Type type, String message) {
        super(message, null, false, false); // expected and frequent: no stack trace
        this.type = type;
    }

    public static ApiError badRequest(String message) {
        return new ApiError(Type.BAD_REQUEST, message);
    }

    public static ApiError accessDenied(String message) {
        return new ApiError(Type.ACCESS_DENIED, message);
    }

    public static ApiError notFound(String message) {
        return new ApiError(Type.NOT_FOUND, message);
    }

    public static ApiError preconditionFailed(String message) {
        return new ApiError(Type.PRECONDITION_FAILED, message);
    }

    static ApiError tooLarge() {
        return new ApiError(Type.TOO_LARGE, TOO_LARGE);
    }

    public Type type() {
        return type;
    }
}
