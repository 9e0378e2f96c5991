package dev.customerprofiles.core.matching;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Cheap keys; only profiles that share one of them are compared. What a key is made of says nothing more about a pair that shares it. */
enum Block {
    NAMES(EnumSet.of(Trait.FIRST_NAME, Trait.LAST_NAME)) {
        @Override
        List<String> keys(Traits traits) {
            if (traits.firstName().isEmpty() || traits.lastName().isEmpty()) {
                return List.of();
            }
            // in either order, as they may be exchanged
            String keys = Stream.of(start(traits.firstName(), 3), start(traits.lastName(), 3))
                    .sorted()
                    .reduce("", (one, other) -> one + ' ' + other);
            return List.of(keys);
        }
    },
    BIRTH_DATE(EnumSet.of(Trait.BIRTH_DATE)) {
        @Override
        List<String> keys(Traits traits) {
            return traits.birthDate().isEmpty() ? List.of() : List.of(traits.birthDate());
        }
    },
    EMAIL(EnumSet.of(Trait.EMAIL)) {
        @Override
        List<String> keys(Traits traits) {
            return List.copyOf(traits.emails());
        }
    },
    PHONE(EnumSet.of(Trait.PHONE)) {
        @Override
        List<String> keys(Traits traits) {
            return List.copyOf(traits.phones());
        }
    },
    LAST_NAME_AND_PLACE(EnumSet.of(Trait.LAST_NAME, Trait.LOCALITY)) {
        @Override
        List<String> keys(Traits traits) {
            return withPlaces(traits.lastName(), traits);
        }
    },
    FIRST_NAME_AND_PLACE(EnumSet.of(Trait.FIRST_NAME, Trait.LOCALITY)) {
        @Override
        List<String> keys(Traits traits) {
            return withPlaces(traits.firstName(), traits);
        }
    },
    STREET(EnumSet.of(Trait.STREET)) {
        @Override
        List<String> keys(Traits traits) {
            List<String> keys = new ArrayList<>();
            for (Traits.Place place : traits.places()) {
                place.words().stream()
                        .filter(word -> Character.isDigit(word.charAt(0)))
                        .findFirst()
                        .ifPresent(number -> place.words().stream()
                                .filter(word -> Character.isLetter(word.charAt(0)) && word.length() > 3)
                                .forEach(word -> keys.add(number + ' ' + start(word, 5))));
            }
            return keys;
        }
    },
    FIRST_NAME_AND_BIRTH(EnumSet.of(Trait.FIRST_NAME, Trait.BIRTH_DATE)) {
        @Override
        List<String> keys(Traits traits) {
            return traits.firstName().isEmpty() || traits.birthDate().isEmpty()
                    ? List.of()
                    : List.of(start(traits.firstName(), 3) + ' ' + start(traits.birthDate(), 4));
        }
    },
    LAST_NAME_AND_BIRTH(EnumSet.of(Trait.LAST_NAME, Trait.BIRTH_DATE)) {
        @Override
        List<String> keys(Traits traits) {
            return traits.lastName().isEmpty() || traits.birthDate().isEmpty()
                    ? List.of()
                    : List.of(start(traits.lastName(), 3) + ' ' + start(traits.birthDate(), 4));
        }
    };

    private final Set<Trait> spent;

    Block(Set<Trait> spent) {
        this.spent = spent;
    }

    /** What a profile is found by; may be none, may be several. */
    abstract List<String> keys(Traits traits);

    /** Whether a trait is part of the key. */
    boolean spends(Trait trait) {
        return spent.contains(trait);
    }

    private static List<String> withPlaces(String name, Traits traits) {
        if (name.isEmpty()) {
            return List.of();
        }
        List<String> keys = new ArrayList<>();
        for (Traits.Place place : traits.places()) {
            if (!place.postalCode().isEmpty()) {
                keys.add(start(name, 3) + ' ' + place.postalCode());
            }
            if (!place.city().isEmpty()) {
                keys.add(start(name, 3) + ' ' + start(place.city(), 5));
            }
        }
        return keys;
    }

    private static String start(String text, int letters) {
        return text.length() <= letters ? text : text.substring(0, letters);
    }
}
