package dev.customerprofiles.resolution;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import dev.customerprofiles.core.identity.Key;
import dev.customerprofiles.core.identity.Normalisation;
import dev.customerprofiles.core.identity.Owners;
import dev.customerprofiles.core.matching.MatchingRules;
import dev.customerprofiles.core.matching.MatchingRules.Evidence;
import dev.customerprofiles.core.profiles.Fusion;
import dev.customerprofiles.core.profiles.Profile;
import dev.customerprofiles.core.state.Document;
import dev.customerprofiles.core.state.Domain;
import dev.customerprofiles.core.state.Json;
import dev.customerprofiles.store.CommonEvidence;
import dev.customerprofiles.store.Customers;

/** The profiles that a domain's rules say are one person's, and that have not become one. */
@ApplicationScoped
public class RuleMatches {

    private final CommonEvidence evidence;
    private final Customers customers;
    private final ResolutionSettings settings;
    private final Normalisation normalisation;

    RuleMatches(
            CommonEvidence evidence, Customers customers, ResolutionSettings settings, Normalisation normalisation) {
        this.evidence = evidence;
        this.customers = customers;
        this.settings = settings;
        this.normalisation = normalisation;
    }

    /**
     * Profiles that have in common what a level compares.
     *
     * @param id         opaque
     * @param level      1 the best
     * @param profileIds ascending, at least two
     */
    public record Match(String id, int level, List<String> profileIds) {}

    /**
     * What two profiles have in common by one level.
     *
     * @param common whether so many have it that it tells nothing
     */
    public record Reason(int level, List<String> attributes, boolean common) {}

    /** @param nextId where to go on, or null at the end */
    public record Page(List<Match> matches, String nextId) {}

    /** The matches of a domain; after {@code afterId} (null: from the start). */
    public Uni<Page> list(Domain domain, String afterId, int limit) {
        return Uni.combine()
                .all()
                .unis(
                        settings.of(domain),
                        evidence.shared(domain, afterId == null ? null : identity(afterId), limit + 1))
                .asTuple()
                .chain(read -> {
                    List<Document> page = read.getItem2().stream().limit(limit).toList();
                    String next = read.getItem2().size() > limit
                            ? id(page.get(page.size() - 1).ref().id())
                            : null;
                    return matches(domain, read.getItem1().rules(), page).map(found -> new Page(found, next));
                });
    }

    /** A match by its id; empty where there is none any more. */
    public Uni<Optional<Match>> get(Domain domain, String id) {
        return Uni.combine()
                .all()
                .unis(settings.of(domain), evidence.identities(domain, List.of(identity(id))))
                .asTuple()
                .chain(read -> matches(
                        domain,
                        read.getItem1().rules(),
                        List.copyOf(read.getItem2().values())))
                .map(found -> found.stream().findFirst());
    }

    /** The match of the best level that a profile is in. */
    public Uni<Optional<Match>> of(Domain domain, Document profile) {
        Set<String> ids = Set.copyOf(Profile.read(profile.body()).evidence());
        return Uni.combine()
                .all()
                .unis(settings.of(domain), evidence.identities(domain, ids))
                .asTuple()
                .chain(read -> matches(
                        domain,
                        read.getItem1().rules(),
                        List.copyOf(read.getItem2().values())))
                .map(found -> found.stream()
                        .filter(match ->
                                match.profileIds().contains(profile.ref().id()))
                        .min(Comparator.comparingInt(Match::level).thenComparing(Match::id)));
    }

    /** Why two profiles are the same by the rules; also what would tell, if fewer had it. */
    public Uni<List<Reason>> why(Domain domain, Document one, Document other) {
        return settings.of(domain)
                .chain(resolution -> {
                    MatchingRules rules = resolution.rules();
                    Set<String> both = new TreeSet<>(Profile.read(one.body()).evidence());
                    both.retainAll(Profile.read(other.body()).evidence());
                    return shared(domain, rules, both, List.of(one, other)).map(sharing -> both.stream()
                            .flatMap(id -> rules
                                    .level(id)
                                    .map(level -> new Reason(level, rules.attributes(level), sharing.tooCommon(id)))
                                    .stream())
                            .distinct()
                            .sorted(Comparator.comparingInt(Reason::level))
                            .toList());
                });
    }

    private Uni<List<Match>> matches(Domain domain, MatchingRules rules, List<Document> identities) {
        Set<String> owners = identities.stream()
                .flatMap(identity -> owners(identity).stream())
                .collect(Collectors.toCollection(TreeSet::new));
        return customers.profiles(domain, owners).chain(profiles -> {
            Map<String, Document> byId = new HashMap<>();
            profiles.values().forEach(profile -> byId.put(profile.ref().id(), profile));
            List<Match> candidates = identities.stream()
                    .flatMap(identity -> match(rules, identity, profiles).stream())
                    .filter(match -> !isInABetterOne(match, rules, byId))
                    .toList();
            Set<String> ids =
                    candidates.stream().map(match -> identity(match.id())).collect(Collectors.toSet());
            Set<Document> members = candidates.stream()
                    .flatMap(match -> match.profileIds().stream())
                    .map(byId::get)
                    .collect(Collectors.toSet());
            return shared(domain, rules, ids, members).map(sharing -> candidates.stream()
                    .filter(match -> !sharing.tooCommon(identity(match.id())))
                    .toList());
        });
    }

    private static List<String> owners(Document identity) {
        return Json.read(identity.body(), Owners.class).owners().stream()
                .map(Owners.Owner::id)
                .toList();
    }

    /** Those who have it, without whom a person has taken apart from all the others. */
    private static Optional<Match> match(MatchingRules rules, Document identity, Map<String, Document> profiles) {
        Map<String, Fusion.Named> members = new LinkedHashMap<>();
        owners(identity).stream()
                .map(profiles::get)
                .filter(profile -> profile != null)
                .sorted(Comparator.comparing(profile -> profile.ref().id()))
                .forEach(profile -> members.put(
                        profile.ref().id(), new Fusion.Named(profile.ref().id(), Profile.read(profile.body()))));
        List<String> together = Fusion.together(members.values());
        return together.size() < 2
                ? Optional.empty()
                : rules.level(identity.ref().id())
                        .map(level -> new Match(id(identity.ref().id()), level, together));
    }

    /** Whether all of a match have something in common that a better level compares. */
    private static boolean isInABetterOne(Match match, MatchingRules rules, Map<String, Document> profiles) {
        Set<String> common = null;
        for (String member : match.profileIds()) {
            List<String> has = Profile.read(profiles.get(member).body()).evidence();
            if (common == null) {
                common = new TreeSet<>(has);
            } else {
                common.retainAll(has);
            }
        }
        return common.stream().anyMatch(id -> rules.level(id)
                .filter(level ->
                        level < match.level() || level == match.level() && id.compareTo(identity(match.id())) < 0)
                .isPresent());
    }

    /** Of evidence: how many have it, and the keys that it is made of. */
    private record Sharing(Map<String, Integer> profiles, Map<String, Set<String>> parts, int most) {

        boolean tooCommon(String id) {
            return Stream.concat(Stream.of(id), parts.getOrDefault(id, Set.of()).stream())
                    .anyMatch(one -> profiles.getOrDefault(one, 0) > most);
        }
    }

    private Uni<Sharing> shared(Domain domain, MatchingRules rules, Set<String> ids, Collection<Document> members) {
        Map<String, Set<String>> parts = new HashMap<>();
        for (Document member : members) {
            Profile profile = Profile.read(member.body());
            // priorities matter for merged profiles alone, whose parts are the same whatever shows
            profile.goldenByOrigin(member.ref().id(), type -> null).values().stream()
                    .flatMap(golden -> rules.evidence(golden, normalisation).stream())
                    .filter(has -> ids.contains(has.identity().ref().id()))
                    .forEach(has -> parts.computeIfAbsent(has.identity().ref().id(), id -> new TreeSet<>())
                            .addAll(partIds(has)));
        }
        Set<String> all = new TreeSet<>(ids);
        parts.values().forEach(all::addAll);
        return evidence.identities(domain, all).chain(identities -> {
            List<String> owners = identities.values().stream()
                    .flatMap(identity -> owners(identity).stream())
                    .distinct()
                    .toList();
            return customers.profiles(domain, owners).map(profiles -> {
                Map<String, Integer> counts = new HashMap<>();
                identities.forEach((id, identity) -> counts.put(id, count(identity, profiles)));
                return new Sharing(counts, parts, rules.mostPerValue());
            });
        });
    }

    private static int count(Document identity, Map<String, Document> profiles) {
        Owners owners = Json.read(identity.body(), Owners.class);
        return owners.others() > 0
                ? Integer.MAX_VALUE
                : (int) owners(identity).stream()
                        .map(profiles::get)
                        .filter(profile -> profile != null)
                        .count();
    }

    private static List<String> partIds(Evidence has) {
        return has.parts().stream().map(Key::ref).map(ref -> ref.id()).toList();
    }

    /** A match goes by what its profiles have in common. */
    private static String id(String identity) {
        return identity.substring(MatchingRules.PREFIX.length()).replace('|', '.');
    }

    private static String identity(String id) {
        return MatchingRules.PREFIX + id.replace('.', '|');
    }
}
