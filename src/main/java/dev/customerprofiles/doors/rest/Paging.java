package dev.customerprofiles.doors.rest;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.customerprofiles.store.BadPageToken;

/** Lists that go on: one item more than asked for is read, and tells whether there is a next page. */
final class Paging {

    private Paging() {}

    /** The item that the page before ended with, or null. */
    static String after(String token) {
        if (token == null) {
            return null;
        }
        try {
            String last = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            if (last.isEmpty()) {
                throw new BadPageToken();
            }
            return last;
        } catch (IllegalArgumentException e) {
            throw new BadPageToken();
        }
    }

    static String token(String last) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(last.getBytes(StandardCharsets.UTF_8));
    }

    /** {@code Items}, and {@code NextToken} where {@code found} has more than {@code size}. */
    static <T> ObjectNode page(List<T> found, int size, Function<T, String> id, Function<T, JsonNode> item) {
        List<T> shown = found.size() > size ? found.subList(0, size) : found;
        String next = found.size() > size ? token(id.apply(shown.get(size - 1))) : null;
        return page(shown.stream().map(item).toList(), next);
    }

    static ObjectNode page(List<? extends JsonNode> items, String nextToken) {
        ObjectNode page = JsonNodeFactory.instance.objectNode();
        page.putArray("Items").addAll(items);
        if (nextToken != null) {
            page.put("NextToken", nextToken);
        }
        return page;
    }
}
