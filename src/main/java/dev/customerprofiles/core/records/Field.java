package dev.customerprofiles.core.records;

import dev.customerprofiles.core.identity.ContentType;

/**
 * One field of an object type.
 *
 * @param source      {@code _source.a.b} or a Handlebars template
 * @param target      {@code _profile.x}, {@code _case.x}, ... or null where the field only serves keys
 * @param contentType how its values are compared as keys; STRING where null is given
 */
public record Field(String source, String target, ContentType contentType) {

    public Field {
        contentType = contentType == null ? ContentType.STRING : contentType;
    }
}
