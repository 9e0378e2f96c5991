package dev.customerprofiles.sdk;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.services.customerprofiles.CustomerProfilesClient;
import software.amazon.awssdk.services.customerprofiles.model.CustomerProfilesRequest;
import software.amazon.awssdk.utils.builder.Buildable;

/** Any operation of the SDK's client, found in its interface and called with a request made from JSON. */
record SdkCall(String operation, Method method) {

    /** All operations that the client has, by name. */
    static Map<String, SdkCall> all() {
        Map<String, SdkCall> calls = new TreeMap<>();
        Arrays.stream(CustomerProfilesClient.class.getMethods())
                .filter(method -> !method.getName().endsWith("Paginator"))
                .filter(method -> method.getParameterCount() == 1
                        && CustomerProfilesRequest.class.isAssignableFrom(method.getParameterTypes()[0]))
                .map(method -> new SdkCall(
                        Character.toUpperCase(method.getName().charAt(0))
                                + method.getName().substring(1),
                        method))
                .forEach(call -> calls.put(call.operation(), call));
        return calls;
    }

    /** @param request members by the names of the contract */
    Object on(CustomerProfilesClient client, JsonNode request) throws Throwable {
        SdkPojo builder =
                (SdkPojo) method.getParameterTypes()[0].getMethod("builder").invoke(null);
        try {
            return method.invoke(client, filled(builder, request));
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static Object filled(SdkPojo builder, JsonNode members) {
        builder.sdkFields().forEach(field -> {
            if (members.has(field.memberName())) {
                field.set(builder, value(field, members.get(field.memberName())));
            }
        });
        return ((Buildable) builder).build();
    }

    private static Object value(SdkField<?> field, JsonNode json) {
        MarshallingType<?> type = field.marshallingType();
        if (type == MarshallingType.SDK_POJO) {
            return filled(field.constructor().get(), json);
        }
        if (type == MarshallingType.LIST) {
            List<Object> list = new ArrayList<>();
            json.forEach(item -> list.add(value(field.getTrait(ListTrait.class).memberFieldInfo(), item)));
            return list;
        }
        if (type == MarshallingType.MAP) {
            Map<String, Object> map = new LinkedHashMap<>();
            json.properties()
                    .forEach(entry -> map.put(
                            entry.getKey(), value(field.getTrait(MapTrait.class).valueFieldInfo(), entry.getValue())));
            return map;
        }
        return simple(type, json);
    }

    private static Object simple(MarshallingType<?> type, JsonNode json) {
        Map<MarshallingType<?>, Object> values = Map.of(
                MarshallingType.STRING, json.asText(),
                MarshallingType.INTEGER, json.asInt(),
                MarshallingType.LONG, json.asLong(),
                MarshallingType.DOUBLE, json.asDouble(),
                MarshallingType.BOOLEAN, json.asBoolean(),
                MarshallingType.INSTANT, Instant.ofEpochSecond(json.asLong()));
        return values.get(type);
    }
}
