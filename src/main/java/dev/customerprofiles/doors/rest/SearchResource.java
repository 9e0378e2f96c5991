package dev.customerprofiles.doors.rest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.UpperCamelCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import dev.customerprofiles.core.identity.Key;
import dev.customerprofiles.core.state.Document;
import dev.customerprofiles.core.state.Domain;
import dev.customerprofiles.doors.rest.dialect.RequestBody;
import dev.customerprofiles.doors.security.Roles;
import dev.customerprofiles.store.Customers;

/** Finds profiles by exact keys. */
@Path("/domains/{DomainName}/profiles/search")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Profiles")
public class SearchResource {

    private static final int CHUNK = 100;
    /** Conditions that hold together for few profiles go on over this many chunks; then the caller may ask on. */
    private static final int MOST_READS = 20;

    private final Customers customers;
    private final SearchKeys keys;
    private final DomainGate gate;

    SearchResource(Customers customers, SearchKeys keys, DomainGate gate) {
        this.customers = customers;
        this.keys = keys;
        this.gate = gate;
    }

    @JsonNaming(UpperCamelCaseStrategy.class)
    record KeyValues(String keyName, List<String> values) {}

    @JsonNaming(UpperCamelCaseStrategy.class)
    record Wanted(String keyName, List<String> values, List<KeyValues> additionalSearchKeys, String logicalOperator)
            implements RequestBody {

        private SearchQuery query(SearchKeys keys) {
            List<SearchQuery.Condition> conditions = new ArrayList<>();
            conditions.add(SearchQuery.Condition.of(keys, keyName, values));
            if (additionalSearchKeys != null) {
                additionalSearchKeys.forEach(
                        more -> conditions.add(SearchQuery.Condition.of(keys, more.keyName(), more.values())));
            }
            return new SearchQuery(conditions, "AND".equals(logicalOperator));
        }
    }

    /** What was found so far, by its place; {@code last} is the place that everything up to is looked at, null: all. */
    private record Hits(NavigableMap<String, Customers.Found> byPlace, String last) {}

    @POST
    @RolesAllowed(Roles.AGENT)
    public Uni<JsonNode> searchProfiles(
            @PathParam("DomainName") String name,
            @QueryParam("next-token") String token,
            @QueryParam("max-results") @DefaultValue("20") int size,
            Wanted body) {
        String after = Paging.after(token);
        return gate.open(name)
                .chain(domain -> keys.in(domain).chain(known -> search(domain, body.query(known), after, size)));
    }

    private Uni<JsonNode> search(Domain domain, SearchQuery query, String after, int size) {
        return scan(domain, query, after, size, new TreeMap<>(), 1).chain(hits -> page(domain, query, hits, size));
    }

    private Uni<Hits> scan(
            Domain domain,
            SearchQuery query,
            String after,
            int size,
            NavigableMap<String, Customers.Found> hits,
            int reads) {
        return customers.search(domain, query.keys(), after, CHUNK).chain(found -> {
            String last =
                    found.size() < CHUNK ? null : found.get(found.size() - 1).place();
            found.stream()
                    .filter(profile -> query.matches(Set.copyOf(profile.keys())))
                    .forEach(profile -> hits.put(profile.place(), profile));
            return last == null || hits.size() > size || reads == MOST_READS
                    ? Uni.createFrom().item(new Hits(hits, last))
                    : scan(domain, query, last, size, hits, reads + 1);
        });
    }

    private Uni<JsonNode> page(Domain domain, SearchQuery query, Hits hits, int size) {
        List<Customers.Found> shown =
                hits.byPlace().values().stream().limit(size).toList();
        String next = hits.byPlace().size() > size ? shown.get(size - 1).place() : hits.last();
        if (shown.isEmpty()) {
            return Uni.createFrom().item(Paging.page(List.of(), next == null ? null : Paging.token(next)));
        }
        return profiles(domain, shown).map(profiles -> {
            List<JsonNode> items = shown.stream()
                    .filter(found -> profiles.containsKey(found.profileId()))
                    .map(found -> item(profiles.get(found.profileId()), query, Set.copyOf(found.keys())))
                    .toList();
            return Paging.page(items, next == null ? null : Paging.token(next));
        });
    }

    private Uni<Map<String, Document>> profiles(Domain domain, List<Customers.Found> shown) {
        Map<String, Document> known = new HashMap<>();
        shown.forEach(found -> found.profile().ifPresent(profile -> known.put(found.profileId(), profile)));
        List<String> missing = shown.stream()
                .map(Customers.Found::profileId)
                .filter(id -> !known.containsKey(id))
                .toList();
        return missing.isEmpty()
                ? Uni.createFrom().item(known)
                : customers.profiles(domain, missing).invoke(known::putAll).replaceWith(known);
    }

    private static JsonNode item(Document profile, SearchQuery query, Set<Key> keys) {
        return ProfileView.profile(profile).set("FoundByItems", query.foundBy(keys));
    }
}
