package dev.customerprofiles.core.records;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.jknack.handlebars.Context;
import com.github.jknack.handlebars.HandlebarsException;
import com.github.jknack.handlebars.Template;

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

        boolean throughList() {
            return names.stream().anyMatch(name -> name.endsWith("[]"));
        }

        @Override
        public Optional<String> text(Reading reading) {
            Found found = find(reading, reading.tree(), "", names);
            Optional<String> text = Texts.of(found.node);
            if (text.isPresent()) {
                reading.used(found.path);
            }
            return text;
        }

        /** The single values of an object's members, by name. */
        Map<String, String> texts(Reading reading) {
            Found found = find(reading, reading.tree(), "", names);
            Map<String, String> texts = new TreeMap<>();
            if (found.node instanceof ObjectNode object) {
                for (Map.Entry<String, JsonNode> member : object.properties()) {
                    Texts.of(member.getValue()).ifPresent(text -> {
                        reading.used(Leaves.child(found.path, member.getKey()));
                        texts.put(member.getKey(), text);
                    });
                }
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
            Found list = find(reading, reading.tree(), "", toList);
            List<Optional<String>> texts = new ArrayList<>();
            if (list.node != null && list.node.isArray()) {
                reading.used(list.path);
                for (JsonNode element : list.node) {
                    texts.add(Texts.of(find(reading, element, "", names.subList(at + 1, names.size())).node));
                }
            }
            return texts;
        }

        private static Found find(Reading reading, JsonNode from, String fromPath, List<String> names) {
            JsonNode node = from;
            String path = fromPath;
            for (String name : names) {
                String known = node instanceof ObjectNode object ? Reading.nameIn(object, name) : null;
                if (known == null) {
                    return new Found(null, path);
                }
                node = node.get(known);
                path = Leaves.child(path, known);
            }
            return new Found(node, path);
        }

        private record Found(JsonNode node, String path) {}
    }

    /** A Handlebars template filled from the record; one that takes too much has no value. */
    record Filled(Template template) implements Source {

        @Override
        public Optional<String> text(Reading reading) {
            Context context = TemplateLanguage.context(reading);
            try {
                return Texts.of(template.apply(context));
            } catch (IOException | HandlebarsException | Reading.Exhausted e) {
                return Optional.empty();
            } finally {
                context.destroy();
            }
        }
    }
}
