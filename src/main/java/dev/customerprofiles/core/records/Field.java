package dev.customerprofiles.core.records;

import dev.customerprofiles.core.identity.ContentType;

/** Source, target or null, content type (R§3.2). */
public record Field(String source, String target, ContentType contentType) {}
