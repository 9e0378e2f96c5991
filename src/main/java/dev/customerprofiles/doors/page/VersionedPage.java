package dev.customerprofiles.doors.page;

import java.util.HexFormat;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.customerprofiles.core.state.Sha256;

/**
 * The page, whose own files have an address that changes whenever one of them does: what was fetched from there may be kept for
 * good, and no browser mixes the files of two versions.
 *
 * @param html the page with those addresses
 * @param folder what stands for {@code page/} in them
 */
record VersionedPage(String html, String folder) {

    private static final Pattern OWN_FILE = Pattern.compile("(?<=\"page/)[^\"]+");
    private static final int DIGITS = 16;

    /** @param read gives the text of a file that the page names */
    static VersionedPage of(String html, UnaryOperator<String> read) {
        String all = OWN_FILE.matcher(html)
                .results()
                .map(MatchResult::group)
                .map(file -> read.apply("page/" + file))
                .collect(Collectors.joining("\n", html, ""));
        String folder = "page/" + HexFormat.of().formatHex(Sha256.of(all)).substring(0, DIGITS) + "/";
        return new VersionedPage(html.replace("\"page/", "\"" + folder), folder);
    }
}
