package dev.customerprofiles.doors.amqp;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.apache.qpid.proton.amqp.Binary;
import org.apache.qpid.proton.amqp.messaging.ApplicationProperties;
import org.apache.qpid.proton.amqp.messaging.Data;
import org.apache.qpid.proton.message.Message;

import dev.customerprofiles.core.state.Domain;
import dev.customerprofiles.store.ProfileChange;

/**
 * The CloudEvent, in binary mode, that tells of one change. Its properties begin with {@code cloudEvents_}, the form that
 * selectors of JMS brokers can name. It carries no data of the customer: who may read those asks for them.
 */
final class ChangeMessage {

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
        return "customer-profiles.profile." + type.name().toLowerCase(Locale.ROOT);
    }

    private static byte[] data(Domain domain, long seq, ProfileChange change) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("DomainName", domain.name())
                .put("ProfileId", change.profileId())
                .put("Revision", seq)
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }
}
