package dev.customerprofiles.doors.rest;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.customerprofiles.core.events.Editing.Expected;
import dev.customerprofiles.doors.rest.dialect.ApiError;

/** Revisions of profiles as HTTP speaks of them: entity tags, and the header {@code If-Match} (RFC 9110). */
final class IfMatch {

    private static final Pattern TAG = Pattern.compile("\\G\\s*(W/)?\"([\\x21\\x23-\\x7E\\x80-\\xFF]*)\"\\s*(?:,|$)");
    private static final Pattern REVISION = Pattern.compile("\\d{1,18}");

    private IfMatch() {}

    static String tag(long revision) {
        return "\"" + revision + '"';
    }

    /** What the header asks for; a tag that is weak or was never given out fits no revision. */
    static Expected expected(String header) {
        if (header == null || header.strip().equals("*")) {
            return Expected.ANY;
        }
        Set<Long> revisions = new HashSet<>();
        Matcher tags = TAG.matcher(header);
        int end = 0;
        while (end < header.length() && tags.find()) {
            end = tags.end();
            if (tags.group(1) == null && REVISION.matcher(tags.group(2)).matches()) {
                revisions.add(Long.valueOf(tags.group(2)));
            }
        }
        if (end == 0 || end < header.length()) {
            throw ApiError.badRequest("If-Match must be a list of entity tags, each in double quotes, or *.");
        }
        return new Expected(Optional.of(revisions));
    }
}
