package dev.customerprofiles.doors.amqp;

import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;

import org.apache.qpid.proton.amqp.Binary;
import org.apache.qpid.proton.amqp.messaging.AmqpSequence;
import org.apache.qpid.proton.amqp.messaging.AmqpValue;
import org.apache.qpid.proton.amqp.messaging.ApplicationProperties;
import org.apache.qpid.proton.amqp.messaging.Data;
import org.apache.qpid.proton.amqp.messaging.Properties;
import org.apache.qpid.proton.amqp.messaging.Section;
import org.apache.qpid.proton.message.Message;

/** Takes AMQP messages apart. */
final class Messages {

    private Messages() {}

    static Delivered read(Message message) {
        Properties properties = message.getProperties();
        return new Delivered(
                properties(message.getApplicationProperties()),
                message.getContentType(),
                message.getMessageId(),
                properties == null ? null : instant(properties.getCreationTime()),
                body(message.getBody()));
    }

    private static Map<String, Object> properties(ApplicationProperties properties) {
        Map<String, Object> read = new HashMap<>();
        if (properties != null && properties.getValue() != null) {
            read.putAll(properties.getValue());
        }
        return read;
    }

    private static Object body(Section body) {
        if (body instanceof Data data) {
            return value(data.getValue());
        }
        if (body instanceof AmqpValue value) {
            return value(value.getValue());
        }
        return body instanceof AmqpSequence sequence ? sequence.getValue() : null;
    }

    private static Object value(Object value) {
        if (value instanceof Binary binary) {
            byte[] bytes = new byte[binary.getLength()];
            System.arraycopy(binary.getArray(), binary.getArrayOffset(), bytes, 0, bytes.length);
            return bytes;
        }
        return value;
    }

    private static Instant instant(Date date) {
        return date == null ? null : date.toInstant();
    }
}
