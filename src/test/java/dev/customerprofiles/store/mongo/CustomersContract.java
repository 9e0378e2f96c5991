package dev.customerprofiles.store.mongo;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

import dev.customerprofiles.core.identity.Key;
import dev.customerprofiles.core.state.Document;
import dev.customerprofiles.core.state.Domain;
import dev.customerprofiles.core.state.Kind;
import dev.customerprofiles.core.state.Range;
import dev.customerprofiles.core.state.Ref;
import dev.customerprofiles.store.BadPageToken;
import dev.customerprofiles.store.Customers;
import dev.customerprofiles.store.Customers.Found;
import dev.customerprofiles.store.Customers.Page;
import dev.customerprofiles.store.LogStorage;
import dev.customerprofiles.store.Write;

import static dev.customerprofiles.store.mongo.Samples.nodes;
import static dev.customerprofiles.store.mongo.Samples.objectBody;
import static dev.customerprofiles.store.mongo.TestServer.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

/** What the doors read, on every server it is read from. */
abstract class CustomersContract {

    private static final Key PHONE = new Key("_phone", "+12065550100");
    private static final Key EMAIL = new Key("_email", "ada@example.com");
    private static final Key ACCOUNT = new Key("_account", "a|c.m$e");

    private final Domain domain = TestServer.newDomain();
    private final LogStorage storage = new MongoLogStorage(server().data(), domain, 10, Clock.systemUTC());
    private final Customers customers = new MongoCustomers(server().data());

    abstract TestServer server();

    // profiles

    @Test
    void profile_is_found_by_its_id_within_its_domain() {
        insert(Kind.PROFILE, "ada", profile());

        assertThat(get(customers.profile(domain, "ada")))
                .contains(new Document(new Ref(Kind.PROFILE, "ada"), 1, profile()));
        assertThat(get(customers.profile(domain, "bob"))).isEmpty();
        assertThat(get(customers.profile(TestServer.newDomain(), "ada"))).isEmpty();
    }

    @Test
    void removed_and_refused_profiles_are_not_seen() {
        insert(Kind.PROFILE, "ada", nodes().put(Document.ERASED, 1L));
        get(storage.setAside(1, new Write.Insert(new Ref(Kind.PROFILE, "bob"), profile()), "1"));
        insert(Kind.PROFILE, "eve", profile());

        assertThat(get(customers.profile(domain, "ada"))).isEmpty();
        assertThat(get(customers.profile(domain, "bob"))).isEmpty();
        assertThat(get(customers.profiles(domain, List.of("ada", "bob", "eve", "joe"))))
                .containsOnlyKeys("eve");
        assertThat(get(customers.profiles(domain, List.of()))).isEmpty();
        assertThat(get(customers.stats(domain))).isEqualTo(new Customers.Stats(1, 0));
    }

    @Test
    void merged_id_leads_to_the_profile_it_is_part_of() {
        profiles("a");
        merged("m", "b", "c");
        insert(Kind.PROFILE, "d", nodes().put("redirect", "gone"));

        assertThat(get(customers.profile(domain, "b")).orElseThrow().ref().id()).isEqualTo("m");
        assertThat(get(customers.profiles(domain, List.of("a", "b", "c", "d"))))
                .containsOnlyKeys("a", "b", "c")
                .extractingByKey("c")
                .extracting(this::id)
                .isEqualTo("m");
        assertThat(get(customers.stats(domain)).profiles()).isEqualTo(2);
    }

    @Test
    void everybody_comes_once_and_nobody_who_is_merged_or_gone() {
        profiles("a", "d", "e");
        merged("m", "b", "c");
        insert(Kind.PROFILE, "f", nodes().put(Document.ERASED, 1L));

        assertThat(get(customers.everybody(domain, null, 3)))
                .extracting(this::id)
                .containsExactly("a", "d", "e");
        assertThat(get(customers.everybody(domain, "e", 3)))
                .extracting(this::id)
                .containsExactly("m");
    }

    @Test
    void what_several_have_in_common_is_found() {
        insert(Kind.IDENTITY, "_match:1|a", nodes().put("shared", true));
        insert(Kind.IDENTITY, "_match:1|b", nodes());
        insert(Kind.IDENTITY, "_match:2|c", nodes().put("shared", true));
        var evidence = new MongoCommonEvidence(server().data());

        assertThat(get(evidence.shared(domain, null, 9)))
                .extracting(this::id)
                .containsExactly("_match:1|a", "_match:2|c");
        assertThat(get(evidence.shared(domain, "_match:1|a", 9)))
                .extracting(this::id)
                .containsExactly("_match:2|c");
        assertThat(get(evidence.shared(TestServer.newDomain(), null, 9))).isEmpty();
        assertThat(get(evidence.identities(domain, List.of("_match:1|b", "_match:3|d"))))
                .containsOnlyKeys("_match:1|b");
        assertThat(get(evidence.identities(domain, List.of()))).isEmpty();
    }

    @Test
    void objects_of_all_ids_of_a_profile_come_in_one_order() {
        for (int i = 0; i < 9; i++) {
            object("r" + i, i % 3 == 0 ? "m" : "b", i / 2, "CASE");
        }
        List<String> all = new ArrayList<>();
        String token = null;
        do {
            Page page = get(customers.items(domain, List.of("m", "b"), "CASE", token, 2));
            assertThat(page.total()).isEqualTo(9);
            all.addAll(records(page));
            token = page.nextToken();
        } while (token != null);
        assertThat(all).containsExactly("r8", "r6", "r7", "r4", "r5", "r2", "r3", "r0", "r1");
    }

    @Test
    void profiles_and_objects_are_counted() {
        profiles("a", "b", "c");
        object("r1", "a", 1, "CASE");
        object("r2", "a", 2, null);

        assertThat(get(customers.stats(domain))).isEqualTo(new Customers.Stats(3, 2));
        assertThat(get(customers.stats(TestServer.newDomain()))).isEqualTo(new Customers.Stats(0, 0));
    }

    // search

    @Test
    void search_finds_the_owners_of_any_key_with_the_keys_they_have() {
        profiles("eve");
        insert(Kind.PROFILE, "ada", profile().setAll(golden("Ada")));
        insert(Kind.PROFILE, "bob", profile().setAll(golden("Bob")));
        identity(PHONE, 0, "bob", "ada");
        identity(EMAIL, 0, "ada");

        List<Found> found = get(customers.search(domain, List.of(PHONE, EMAIL, ACCOUNT), null, 10));

        assertThat(withoutProfiles(found))
                .containsExactly(tuple("ada", List.of(PHONE, EMAIL), "ada"), tuple("bob", List.of(PHONE), "bob"));
        assertThat(found)
                .extracting(one -> one.profile().orElseThrow())
                .containsExactly(
                        new Document(new Ref(Kind.PROFILE, "ada"), 1, golden("Ada")),
                        new Document(new Ref(Kind.PROFILE, "bob"), 1, golden("Bob")));
        assertThat(get(customers.search(domain, List.of(ACCOUNT), null, 10))).isEmpty();
        assertThat(get(customers.search(domain, List.of(), null, 10))).isEmpty();
    }

    @Test
    void search_goes_on_after_the_last_profile_of_a_page() {
        profiles("a", "b", "c", "d", "e");
        identity(PHONE, 0, "e", "a", "c");
        identity(EMAIL, 0, "d", "c", "b");

        assertThat(withoutProfiles(searchInPages(2, PHONE, EMAIL)))
                .containsExactly(
                        tuple("a", List.of(PHONE), "a"),
                        tuple("b", List.of(EMAIL), "b"),
                        tuple("c", List.of(PHONE, EMAIL), "c"),
                        tuple("d", List.of(EMAIL), "d"),
                        tuple("e", List.of(PHONE), "e"));
    }

    @Test
    void search_passes_over_removed_profiles_without_shortening_the_page() {
        profiles("c", "f");
        insert(Kind.PROFILE, "a", nodes().put(Document.ERASED, 1L));
        identity(PHONE, 0, "a", "b", "c", "d", "e", "f");

        assertThat(ids(get(customers.search(domain, List.of(PHONE), null, 2)))).containsExactly("c", "f");
    }

    @Test
    void search_finds_all_owners_of_a_value_that_has_more_than_its_identity_lists() {
        List<String> all =
                IntStream.range(0, 40).mapToObj(i -> "p%02d".formatted(i)).toList();
        for (int i = 0; i < all.size(); i++) {
            if (i % 3 == 0) {
                insert(Kind.PROFILE, all.get(i), withKeys(ACCOUNT));
            } else {
                profiles(all.get(i));
                object("r" + i, all.get(i), i, null, ACCOUNT);
                object("s" + i, all.get(i), i, null, ACCOUNT, PHONE);
            }
        }
        insert(Kind.PROFILE, "p", withKeys(new Key("_other", ACCOUNT.value()), new Key(ACCOUNT.name(), "other")));
        identity(ACCOUNT, 37, "p39", "p20", "p11");

        assertThat(ids(searchInPages(7, ACCOUNT))).isEqualTo(all);
        assertThat(ids(get(customers.search(domain, List.of(ACCOUNT), null, 100))))
                .isEqualTo(all);
    }

    @Test
    void search_pages_through_ten_thousand_hits_each_once_while_some_come_and_go() {
        identity(EMAIL, 10_000, "p00000");
        List<String> ids = IntStream.range(0, 10_000)
                .mapToObj(i -> String.format("p%05d", i))
                .toList();
        for (int from = 0; from < ids.size(); from += 1_000) {
            List<Write> inserts = ids.subList(from, from + 1_000).stream()
                    .<Write>map(id -> new Write.Insert(new Ref(Kind.PROFILE, id), withKeys(EMAIL)))
                    .toList();
            get(storage.apply(1, Kind.PROFILE, inserts));
        }
        List<String> found = new ArrayList<>(ids(get(customers.search(domain, List.of(EMAIL), null, 2_500))));
        insert(Kind.PROFILE, "p00000-new", withKeys(EMAIL));
        insert(Kind.PROFILE, "p09999-new", withKeys(EMAIL));
        while (found.size() % 2_500 == 0) {
            found.addAll(ids(get(customers.search(domain, List.of(EMAIL), found.get(found.size() - 1), 2_500))));
        }
        assertThat(found.subList(0, 10_000)).isEqualTo(ids);
        assertThat(found.subList(10_000, found.size())).containsExactly("p09999-new");
    }

    @Test
    void search_is_not_held_up_by_an_owner_with_many_objects() {
        profiles("a", "b");
        identity(ACCOUNT, 700, "a");
        List<Write> objects = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            objects.add(new Write.Insert(
                    new Ref(Kind.OBJECT, "t|" + i), objectBody("r" + i, i < 599 ? "a" : "b", i, null, ACCOUNT)));
        }
        get(storage.apply(1, Kind.OBJECT, objects));

        assertThat(ids(get(customers.search(domain, List.of(ACCOUNT), null, 10))))
                .containsExactly("a", "b");
    }

    @Test
    void merged_profile_is_found_once_by_the_keys_and_ids_of_all_it_was_made_of() {
        profiles("a", "x");
        merged("m", "b", "n");
        identity(PHONE, 0, "a", "b", "x");
        identity(EMAIL, 0, "n", "x");
        Key id = new Key("_profileId", "b");

        assertThat(withoutProfiles(searchInPages(1, PHONE, EMAIL)))
                .containsExactly(
                        tuple("a", List.of(PHONE), "a"),
                        tuple("m", List.of(PHONE, EMAIL), "b"),
                        tuple("x", List.of(PHONE, EMAIL), "x"));
        assertThat(withoutProfiles(searchInPages(1, EMAIL))).contains(tuple("m", List.of(EMAIL), "n"));
        assertThat(withoutProfiles(searchInPages(1, EMAIL, id))).contains(tuple("m", List.of(EMAIL, id), "b"));
    }

    @Test
    void merged_profile_is_found_once_by_a_value_of_many() {
        List<String> others =
                IntStream.range(0, 20).mapToObj(i -> "p%02d".formatted(i)).toList();
        for (int i = 0; i < others.size(); i++) {
            profiles(others.get(i));
            object("r" + i, others.get(i), i, null, ACCOUNT);
        }
        merged("pm", "p055", "p075");
        object("s1", "p055", 1, null, ACCOUNT);
        object("s2", "p075", 1, null, ACCOUNT);
        identity(ACCOUNT, 19, "p00", "p01", "p02");

        List<Found> found = searchInPages(6, ACCOUNT);
        assertThat(ids(found)).hasSize(21).doesNotHaveDuplicates().contains("pm");
        assertThat(withoutProfiles(found)).contains(tuple("pm", List.of(ACCOUNT), "p055"));
    }

    // typeahead

    @Test
    void typeahead_finds_profiles_whose_words_begin_with_every_prefix() {
        words("a", "ada", "lovelace", "12065550100");
        words("b", "adam", "smith");
        words("c", "bob", "smith", "ünal");

        assertThat(typeahead("ad")).containsExactly("a", "b");
        assertThat(typeahead("ada")).containsExactly("a", "b");
        assertThat(typeahead("adam")).containsExactly("b");
        assertThat(typeahead("smi", "a")).containsExactly("b");
        assertThat(typeahead("lov", "1206")).containsExactly("a");
        assertThat(typeahead("lov", "smi")).isEmpty();
        assertThat(typeahead("ü")).containsExactly("c");
        assertThat(typeahead("d")).isEmpty();
        assertThat(get(customers.typeahead(TestServer.newDomain(), List.of("ad"), null, 10)))
                .isEmpty();
    }

    @Test
    void typeahead_takes_no_two_words_for_one() {
        words("a", "aa", "zz");

        assertThat(typeahead("mm")).isEmpty();
    }

    @Test
    void typeahead_goes_on_after_a_profile() {
        words("a", "x1");
        words("b", "x2");
        words("c", "x3");

        assertThat(get(customers.typeahead(domain, List.of("x"), null, 2)))
                .extracting(this::id)
                .containsExactly("a", "b");
        assertThat(get(customers.typeahead(domain, List.of("x"), "b", 2)))
                .extracting(this::id)
                .containsExactly("c");
    }

    @Test
    void typeahead_takes_any_text_for_text() {
        words("a", "a.*", "$x", "x\ny\0", "(", "\uFFFFz", "\uD83D\uDE00 smile");

        assertThat(typeahead("a.")).containsExactly("a");
        assertThat(typeahead(".*")).isEmpty();
        assertThat(typeahead("x\ny\0")).containsExactly("a");
        assertThat(typeahead("y")).isEmpty();
        assertThat(typeahead("(")).containsExactly("a");
        assertThat(typeahead("$")).containsExactly("a");
        assertThat(typeahead("\uFFFF")).containsExactly("a");
        assertThat(typeahead("\uD83D\uDE00")).containsExactly("a");
        assertThat(typeahead("\uDBFF\uDFFF")).isEmpty();
    }

    // objects and items

    @Test
    void objects_come_newest_first_page_by_page() {
        for (int i = 0; i < 7; i++) {
            object("r" + i, "ada", 5_000_000_000L + i / 3, "CASE");
        }
        object("x", "bob", 1, "CASE");

        Page first = get(customers.objects(domain, List.of("ada"), "t", null, 3));
        Page second = get(customers.objects(domain, List.of("ada"), "t", first.nextToken(), 3));
        Page third = get(customers.objects(domain, List.of("ada"), "t", second.nextToken(), 3));

        assertThat(records(first)).containsExactly("r6", "r3", "r4");
        assertThat(records(second)).containsExactly("r5", "r0", "r1");
        assertThat(records(third)).containsExactly("r2");
        assertThat(third.nextToken()).isNull();
        assertThat(first.total()).isEqualTo(-1);
        assertThat(get(customers.objects(domain, List.of("ada"), "other", null, 3))
                        .documents())
                .isEmpty();
    }

    @Test
    void newer_object_does_not_shift_the_next_page() {
        object("r1", "ada", 1, null);
        object("r2", "ada", 2, null);
        Page first = get(customers.objects(domain, List.of("ada"), "t", null, 1));
        object("r3", "ada", 3, null);

        assertThat(records(get(customers.objects(domain, List.of("ada"), "t", first.nextToken(), 5))))
                .containsExactly("r1");
    }

    @Test
    void items_of_a_kind_come_with_their_total() {
        object("r1", "ada", 1, "CASE");
        object("r2", "ada", 2, "CASE");
        object("r3", "ada", 3, "ORDER");

        Page first = get(customers.items(domain, List.of("ada"), "CASE", null, 1));
        Page second = get(customers.items(domain, List.of("ada"), "CASE", first.nextToken(), 1));

        assertThat(records(first)).containsExactly("r2");
        assertThat(records(second)).containsExactly("r1");
        assertThat(second.nextToken()).isNull();
        assertThat(List.of(first.total(), second.total())).containsExactly(2L, 2L);
        assertThat(get(customers.items(domain, List.of("ada"), "ASSET", null, 1)))
                .isEqualTo(new Page(List.of(), null, 0));
    }

    @Test
    void token_that_was_never_given_out_is_the_callers_fault() {
        for (String token : List.of("", "x", "!", "AAAA", "AAAAAAAAAAH_")) {
            assertThatThrownBy(() -> get(customers.objects(domain, List.of("ada"), "t", token, 3)))
                    .isInstanceOf(BadPageToken.class);
            assertThatThrownBy(() -> get(customers.rejected(domain, null, token, 3)))
                    .isInstanceOf(BadPageToken.class);
        }
    }

    // audit trail

    @Test
    void audit_trail_of_a_profile_comes_newest_first_and_filtered() {
        history(
                "1",
                "ada",
                "UPDATED",
                3_000_000_000L,
                nodes().put("by", "agent").put("content", "{}"));
        history("2", "ada", "INGESTED", 2, nodes().put("source", "crm"));
        history("3", "ada", "UPDATED", 2, nodes().put("by", "other"));
        history("4", "bob", "UPDATED", 9, nodes().put("by", "agent"));

        assertThat(trail(null, null, null)).containsExactly("1", "2", "3");
        assertThat(trail(null, "UPDATED", null)).containsExactly("1", "3");
        assertThat(trail(null, null, "agent")).containsExactly("1");
        assertThat(trail(null, null, "crm")).containsExactly("2");
        assertThat(trail("_profile", null, null)).containsExactly("1", "2", "3");
        assertThat(trail("other", null, null)).isEmpty();
        assertThat(get(customers.historyRecord(domain, "4"))).isPresent();
        assertThat(get(storage.range(new Range.Told("ada"), 9)))
                .extracting(document -> document.ref().id())
                .containsExactly("1");
    }

    @Test
    void erasures_that_go_on_are_found() {
        insert(Kind.CONFIGURATION, "erasure|ada", nodes().put("erasing", "ada").put("at", 1L));
        insert(Kind.CONFIGURATION, "type|x", nodes().put("name", "x"));

        assertThat(get(storage.range(new Range.Erasures(), 9)))
                .extracting(document -> document.ref().id())
                .containsExactly("erasure|ada");
    }

    private void history(String id, String profile, String action, long at, ObjectNode more) {
        more.put("profile", profile)
                .put("action", action)
                .put("type", "_profile")
                .put("at", at);
        insert(Kind.HISTORY, id, more);
    }

    private List<String> trail(String type, String action, String by) {
        var filter = new Customers.HistoryFilter(List.of("ada"), type, action, by);
        List<String> ids = new ArrayList<>();
        String token = null;
        do {
            Page page = get(customers.history(domain, filter, token, 1));
            page.documents().forEach(entry -> ids.add(entry.ref().id()));
            token = page.nextToken();
        } while (token != null);
        return ids;
    }

    // events

    @Test
    void event_is_found_by_its_source_and_id() {
        insert(
                Kind.HISTORY,
                "event|1",
                nodes().put("source", "a").put("event", "e1").put("at", 1L));
        insert(
                Kind.HISTORY,
                "event|2",
                nodes().put("source", "b").put("event", "e1").put("at", 3_000_000_000L));
        insert(
                Kind.HISTORY,
                "event|3",
                nodes().put("source", "c").put("event", "e1").put("at", 2L));

        assertThat(get(customers.event(domain, "a", "e1"))
                        .orElseThrow()
                        .path("at")
                        .longValue())
                .isEqualTo(1);
        assertThat(get(customers.event(domain, null, "e1"))
                        .orElseThrow()
                        .path("source")
                        .textValue())
                .isEqualTo("b");
        assertThat(get(customers.event(domain, "a", "e2"))).isEmpty();
        assertThat(get(customers.event(TestServer.newDomain(), "a", "e1"))).isEmpty();
    }

    @Test
    void rejected_events_come_newest_first_page_by_page() {
        insert(Kind.REJECTED, "x", nodes().put("at", 3_000_000_000L));
        insert(Kind.REJECTED, "z", nodes().put("at", 2L));
        insert(Kind.REJECTED, "y", nodes().put("at", 2L).put("parked", true));
        insert(Kind.REJECTED, "gone", nodes().put(Document.ERASED, 2L));

        Page first = get(customers.rejected(domain, null, null, 2));
        Page second = get(customers.rejected(domain, null, first.nextToken(), 2));

        assertThat(first.documents()).extracting(this::id).containsExactly("x", "y");
        assertThat(second.documents()).extracting(this::id).containsExactly("z");
        assertThat(second.nextToken()).isNull();
        assertThat(get(customers.rejected(TestServer.newDomain(), null, null, 2))
                        .documents())
                .isEmpty();
    }

    @Test
    void rejected_events_of_one_reason_are_found() {
        insert(Kind.REJECTED, "a", nodes().put("at", 1L).put("reason", "not-json"));
        insert(Kind.REJECTED, "b", nodes().put("at", 2L).put("reason", "no-profile"));
        insert(Kind.REJECTED, "c", nodes().put("at", 3L).put("reason", "not-json"));

        Page first = get(customers.rejected(domain, "not-json", null, 1));
        Page second = get(customers.rejected(domain, "not-json", first.nextToken(), 1));

        assertThat(first.documents()).extracting(this::id).containsExactly("c");
        assertThat(second.documents()).extracting(this::id).containsExactly("a");
        assertThat(second.nextToken()).isNull();
    }

    @Test
    void rejected_event_is_found_by_its_id() {
        insert(Kind.REJECTED, "x", nodes().put("at", 3L));
        insert(Kind.REJECTED, "gone", nodes().put(Document.ERASED, 2L));

        assertThat(get(customers.rejected(domain, "x"))).map(Document::body).contains(nodes().put("at", 3L));
        assertThat(get(customers.rejected(domain, "gone"))).isEmpty();
    }

    // fixtures

    private List<Found> searchInPages(int size, Key... keys) {
        List<Found> all = new ArrayList<>();
        String after = null;
        List<Found> page;
        do {
            page = get(customers.search(domain, List.of(keys), after, size));
            all.addAll(page);
            after = page.isEmpty() ? null : page.get(page.size() - 1).place();
        } while (page.size() == size);
        return all;
    }

    private static List<Tuple> withoutProfiles(List<Found> found) {
        return found.stream()
                .map(one -> tuple(one.profileId(), one.keys(), one.place()))
                .toList();
    }

    private List<String> typeahead(String... prefixes) {
        return get(customers.typeahead(domain, List.of(prefixes), null, 10)).stream()
                .map(this::id)
                .toList();
    }

    private static List<String> ids(List<Found> found) {
        return found.stream().map(Found::profileId).toList();
    }

    private String id(Document document) {
        return document.ref().id();
    }

    private static List<String> records(Page page) {
        return page.documents().stream()
                .map(document -> document.body().path("record").textValue())
                .toList();
    }

    private static ObjectNode golden(String firstName) {
        ObjectNode golden = nodes();
        golden.putObject("profile").put("FirstName", firstName);
        return golden;
    }

    private void profiles(String... ids) {
        for (String id : ids) {
            insert(Kind.PROFILE, id, profile());
        }
    }

    private void merged(String survivor, String... absorbed) {
        ObjectNode profile = profile();
        profile.withArray("origins").addObject().put("id", survivor);
        for (String id : absorbed) {
            profile.withArray("origins").addObject().put("id", id).put("into", survivor);
            insert(Kind.PROFILE, id, nodes().put("redirect", survivor));
        }
        insert(Kind.PROFILE, survivor, profile);
    }

    private void words(String id, String... words) {
        ObjectNode profile = profile();
        List.of(words).forEach(profile.putArray("words")::add);
        insert(Kind.PROFILE, id, profile);
    }

    private static ObjectNode withKeys(Key... keys) {
        ObjectNode profile = profile();
        for (Key key : keys) {
            profile.withArray("keys").addObject().put("name", key.name()).put("value", key.value());
        }
        return profile;
    }

    private static ObjectNode profile() {
        return nodes().put("createdAt", 1_700_000_000_000L);
    }

    private void identity(Key key, int others, String... owners) {
        ObjectNode identity = nodes();
        for (String owner : owners) {
            identity.withArray("owners").addObject().put("id", owner).put("refs", 1);
        }
        if (others > 0) {
            identity.put("others", others);
        }
        get(storage.apply(1, Kind.IDENTITY, List.of(new Write.Insert(key.ref(), identity))));
    }

    private void object(String record, String owner, long at, String item, Key... keys) {
        insert(Kind.OBJECT, "t|" + record, objectBody(record, owner, at, item, keys));
    }

    private void insert(Kind kind, String id, ObjectNode body) {
        Write insert = new Write.Insert(new Ref(kind, id), body);
        assertThat(get(storage.apply(1, kind, List.of(insert))).matched()).isEqualTo(1);
    }
}
