package dev.customerprofiles.doors.page;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class VersionedPageTest {

    private static final String HTML =
            "<link href=\"page/page.css\"><script type=\"module\" src=\"page/app.js\"></script><img src=\"_static/x.svg\">";

    private final Map<String, String> files = new HashMap<>(Map.of("page/page.css", "a{}", "page/app.js", "run()"));

    @Test
    void address_of_the_files_changes_with_any_of_them_and_with_nothing_else() {
        VersionedPage page = VersionedPage.of(HTML, files::get);
        VersionedPage same = VersionedPage.of(HTML, files::get);
        files.put("page/app.js", "run(2)");
        VersionedPage other = VersionedPage.of(HTML, files::get);

        assertThat(page).isEqualTo(same);
        assertThat(page.folder()).matches("page/[0-9a-f]{16}/").isNotEqualTo(other.folder());
        assertThat(page.html()).contains(page.folder() + "app.js", page.folder() + "page.css", "\"_static/x.svg\"");
    }

    @Test
    void browsers_keep_the_files_of_a_version_for_good_and_ask_for_the_page() {
        Response page = get("/");
        assertThat(page.header("Cache-Control")).isEqualTo("no-cache");
        assertThat(page.header("Content-Security-Policy")).contains("default-src 'none'");
        assertThat(page.contentType()).startsWith("text/html");

        Matcher module = Pattern.compile("page/[0-9a-f]+/app\\.js").matcher(page.asString());
        assertThat(module.find()).isTrue();
        for (String file : List.of("/" + module.group(), "/_static/lit-html/3.3.1/lit-html.js")) {
            Response kept = get(file);
            assertThat(kept.headers().getValues("Cache-Control"))
                    .as(file)
                    .containsExactly("public, max-age=31536000, immutable");
            assertThat(kept.header("Content-Encoding")).as(file).isEqualTo("gzip");
            assertThat(kept.contentType()).as(file).startsWith("text/javascript");
        }
    }

    @Test
    void files_asked_for_by_the_page_of_another_version_are_served_and_not_kept() {
        assertThat(get("/page/0123456789abcdef/app.js").header("Cache-Control")).isEqualTo("no-cache");
        assertThat(get("/page/0123456789abcdef/none.js").statusCode()).isEqualTo(404);
    }

    private static Response get(String path) {
        return given().header("Accept-Encoding", "gzip")
                .urlEncodingEnabled(false)
                .get(path);
    }
}
