package dev.customerprofiles.doors.amqp;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.qpid.proton.amqp.Binary;
import org.apache.qpid.proton.amqp.messaging.ApplicationProperties;
import org.apache.qpid.proton.amqp.messaging.Data;
import org.apache.qpid.proton.message.Message;

import dev.customerprofiles.core.state.Domain;
import dev.customerprofiles.doors.ChangeFeed;
import dev.customerprofiles.store.ProfileChange;

/**
 * The CloudEvent, in binary mode, that tells of one change of a profile or of a contact in progress. Its properties begin with {@code cloudEvents_}, the form that
 * selectors of JMS brokers can name. It carries no data of the customer: who may read those asks for them.
 */
final class ChangeMessage {

    private static final String PROFILE_TYPES = "customer-profiles.profile.";
    private static final String CONTACT_TYPE = "customer-profiles.contact.changed";

    private ChangeMessage() {}

    static Message of(Domain domain, long seq, Instant at, ProfileChange change) {
        String id = domain.generation() + '-' + seq + '-' + change.profileId();
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("cloudEvents_specversion", "1.0");
        properties.put("cloudEvents_id", id);
        properties.put("cloudEvents_source", "/domains/" + domain.name());
        properties.put("cloudEvents_type", type(change.type()));
        properties.put("cloudEvents_subject", change.profileId());
        properties.put("cloudEvents_time", at.toString());
        properties.put("cloudEvents_domain", domain.name());
        properties.put("cloudEvents_seq", seq);
        Message message = Message.Factory.create();
        message.setDurable(true);
        message.setMessageId(id);
        message.setContentType("application/json");
        message.setApplicationProperties(new ApplicationProperties(properties));
        message.setBody(new Data(new Binary(data(domain, seq, change))));
        return message;
    }

    private static String type(ProfileChange.Type type) {
        return type == ProfileChange.Type.CONTACT ? CONTACT_TYPE : PROFILE_TYPES + what(type);
    }

    private static String what(ProfileChange.Type type) {
        return type.name().toLowerCase(Locale.ROOT);
    }

    /** What the message of a change would tell. */
    static ChangeFeed.Change told(Domain domain, long seq, ProfileChange change) {
        return change.type() == ProfileChange.Type.CONTACT
                ? ChangeFeed.Change.ofContact(domain.name(), seq)
                : new ChangeFeed.Change(domain.name(), change.profileId(), what(change.type()), seq);
    }

    private static byte[] data(Domain domain, long seq, ProfileChange change) {
        ObjectNode data = JsonNodeFactory.instance.objectNode().put("DomainName", domain.name());
        if (change.type() != ProfileChange.Type.CONTACT) {
            data.put("ProfileId", change.profileId());
        }
        return data.put("Revision", seq).toString().getBytes(StandardCharsets.UTF_8);
    }

    /** What the message tells, or nothing where it is not one of ours. */
    static Optional<ChangeFeed.Change> read(Message message) {
        if (message.getApplicationProperties() == null) {
            return Optional.empty();
        }
        Map<String, Object> properties = message.getApplicationProperties().getValue();
        if (properties.get("cloudEvents_type") instanceof String type
                && properties.get("cloudEvents_domain") instanceof String domain
                && properties.get("cloudEvents_subject") instanceof String subject
                && properties.get("cloudEvents_seq") instanceof Number seq) {
            if (type.equals(CONTACT_TYPE)) {
                return Optional.of(ChangeFeed.Change.ofContact(domain, seq.longValue()));
            }
            if (type.startsWith(PROFILE_TYPES)) {
                return Optional.of(new ChangeFeed.Change(
                        domain, subject, type.substring(PROFILE_TYPES.length()), seq.longValue()));
            }
        }
        return Optional.empty();
    }
}
