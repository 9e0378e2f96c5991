package dev.customerprofiles.doors.page;

import java.net.URI;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.customerprofiles.core.state.Sha256;

/**
 * The Content-Security-Policy of the page. It shows what others wrote: nothing but its own files may run, and no text may
 * become markup. The import map, which browsers take from within a page only, is let in by its hash.
 */
final class PagePolicy {

    private static final Pattern IMPORT_MAP =
            Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL);

    private PagePolicy() {}

    static String of(String page, WorkspaceSettings settings) {
        String provider = settings.authority().map(PagePolicy::origin).orElse("");
        return "default-src 'none'; script-src 'self' 'sha256-" + hash(importMap(page))
                + "'; style-src 'self'; img-src 'self'; "
                + "connect-src 'self'" + provider + "; base-uri 'none'; form-action 'none'; frame-ancestors "
                + settings.frameAncestors() + "; require-trusted-types-for 'script'; trusted-types lit-html";
    }

    private static String importMap(String page) {
        Matcher map = IMPORT_MAP.matcher(page);
        if (!map.find()) {
            throw new IllegalStateException("the page has no import map");
        }
        return map.group(1);
    }

    private static String hash(String text) {
        return Base64.getEncoder().encodeToString(Sha256.of(text));
    }

    private static String origin(String authority) {
        URI uri = URI.create(authority);
        return " " + uri.getScheme() + "://" + uri.getAuthority();
    }
}
