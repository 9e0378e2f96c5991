package dev.customerprofiles.core.records;

import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import com.github.jknack.handlebars.HandlebarsException;
import com.github.jknack.handlebars.Template;

import dev.customerprofiles.core.records.Reading.Items;
import dev.customerprofiles.core.records.Reading.Members;
import dev.customerprofiles.core.records.Reading.Scalar;

/** Where the values of a field come from. */
sealed interface Source {

    String ROOT = "_source";

    /** The single value that the record has here. */
    Optional<String> text(Reading reading);

    /** @throws InvalidObjectType if it is neither an accessor nor a template */
    static Source parse(String source, String member) {
        if (source.contains("{{")) {
            return new Filled(TemplateLanguage.compile(source, member));
        }
        String[] names = source.strip().split("\\.", -1);
        if (names.length < 2 || !names[0].equals(ROOT)) {
            throw new InvalidObjectType(member, "must be an accessor such as _source.a.b, or a Handlebars template");
        }
        for (String name : names) {
            if (name.isBlank() || name.contains("[") && !name.matches("[^\\[\\]]+\\[]")) {
                throw new InvalidObjectType(member, "must be an accessor such as _source.a.b or _source.a[].b");
            }
        }
        return new Accessor(List.of(names).subList(1, names.length));
    }

    /** A path of member names; a name that ends in {@code []} goes through the elements of a list. */
    record Accessor(List<String> names) implements Source {

        private static final int MOST_MEMBERS = 1_000;

        boolean throughList() {
            return names.stream().anyMatch(name -> name.endsWith("[]"));
        }

        @Override
        public Optional<String> text(Reading reading) {
            return text(follow(reading.root(), names));
        }

        /** The single values of an object's members, by name. */
        Map<String, String> texts(Reading reading) {
            Map<String, String> texts = new TreeMap<>();
            if (follow(reading.root(), names) instanceof Members members) {
                members.names().stream().limit(MOST_MEMBERS).forEach(name -> text(members.member(name))
                        .ifPresent(text -> texts.put(name, text)));
            }
            return texts;
        }

        /** The value in each element of a list; empty where an element has none. */
        List<Optional<String>> elements(Reading reading) {
            int at = 0;
            while (!names.get(at).endsWith("[]")) {
                at++;
            }
            List<String> toList = new ArrayList<>(names.subList(0, at + 1));
            toList.set(at, names.get(at).substring(0, names.get(at).length() - 2));
            List<Optional<String>> texts = new ArrayList<>();
            if (follow(reading.root(), toList) instanceof Items items) {
                for (Object element : items) {
                    reading.begin(); // the bound is for what one value takes
                    texts.add(text(follow(element, names.subList(at + 1, names.size()))));
                }
                items.use();
            }
            return texts;
        }

        private static Object follow(Object from, List<String> names) {
            Object value = from;
            for (String name : names) {
                value = value instanceof Members members ? members.member(name) : null;
            }
            return value;
        }

        private static Optional<String> text(Object value) {
            return value instanceof Scalar scalar ? Optional.of(scalar.use()) : Optional.empty();
        }
    }

    /**
     * The text of a value in the making, which is bounded like all that a template takes. The writer that templates make for
     * themselves begins with room for far more than a field holds.
     */
    final class Text extends StringWriter {

        private final Reading reading;

        private Text(Reading reading) {
            this.reading = reading;
        }

        @Override
        public void write(int character) {
            reading.count(1);
            super.write(character);
        }

        @Override
        public void write(char[] text, int from, int length) {
            reading.count(length);
            super.write(text, from, length);
        }

        @Override
        public void write(String text) {
            reading.count(text.length());
            super.write(text);
        }

        @Override
        public void write(String text, int from, int length) {
            reading.count(length);
            super.write(text, from, length);
        }
    }

    /** A Handlebars template filled from the record; one that takes too much has no value. */
    record Filled(Template template) implements Source {

        @Override
        public Optional<String> text(Reading reading) {
            Text writer = new Text(reading);
            try {
                template.apply(reading.context(), writer);
                return Texts.of(writer.toString());
            } catch (IOException | HandlebarsException | Reading.Exhausted e) {
                return Optional.empty();
            }
        }
    }
}
