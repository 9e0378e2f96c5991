package dev.customerprofiles.doors.amqp;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.smallrye.mutiny.Uni;

import dev.customerprofiles.core.state.Domain;

/** Which domains there are, and who sends them what; each answer fails only when the database cannot be reached. */
interface Sources {

    /** The domain of this name. */
    Uni<Optional<Domain>> domain(String name);

    /** The domain, where there is exactly one. */
    Uni<Optional<Domain>> onlyDomain();

    /** The integrations of all domains that are registered with this Uri. */
    Uni<List<Registration>> registrations(String uri);

    /**
     * An integration.
     *
     * @param objectTypeNames event type to object type
     * @param objectTypeName  what all other events of the source are, or null
     */
    record Registration(Domain domain, Map<String, String> objectTypeNames, String objectTypeName) {

        public Registration {
            objectTypeNames = Map.copyOf(objectTypeNames);
        }

        String objectTypeOf(String eventType) {
            String mapped = objectTypeNames.get(eventType);
            return mapped != null ? mapped : objectTypeName != null ? objectTypeName : eventType;
        }
    }
}
