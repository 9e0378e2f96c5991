package dev.customerprofiles.core.records;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import com.github.jknack.handlebars.Context;
import com.github.jknack.handlebars.Decorator;
import com.github.jknack.handlebars.EscapingStrategy;
import com.github.jknack.handlebars.Handlebars;
import com.github.jknack.handlebars.HandlebarsException;
import com.github.jknack.handlebars.Helper;
import com.github.jknack.handlebars.Template;
import com.github.jknack.handlebars.ValueResolver;
import com.github.jknack.handlebars.helper.DefaultHelperRegistry;
import com.github.jknack.handlebars.io.AbstractTemplateLoader;
import com.github.jknack.handlebars.io.TemplateSource;

import dev.customerprofiles.core.records.Reading.Members;
import dev.customerprofiles.core.records.Reading.Scalar;

/**
 * Handlebars as mappings may use it: the values of the record, plain text out, and the helpers of {@link TemplateHelpers}. No
 * template can load another, reach a Java object or call a method.
 */
final class TemplateLanguage {

    private static final Pattern PARTIAL_OR_DECORATOR = Pattern.compile("\\{\\{~?#?\\s*[>*]");

    private static final Handlebars HANDLEBARS = new Handlebars(new NothingToLoad())
            .with(new OurHelpers())
            .with(EscapingStrategy.NOOP)
            .with((value, next) -> TemplateHelpers.text(value))
            .parentScopeResolution(false);

    private TemplateLanguage() {}

    static Template compile(String source, String member) {
        if (PARTIAL_OR_DECORATOR.matcher(source).find()) {
            throw new InvalidObjectType(member, "must not use partials or decorators");
        }
        try {
            return HANDLEBARS.compileInline(source);
        } catch (IOException | HandlebarsException | IllegalArgumentException e) {
            throw new InvalidObjectType(member, "must be a Handlebars template that uses known helpers only");
        }
    }

    static Context context(Reading reading) {
        return Context.newBuilder(reading).resolver(new RecordValues()).build();
    }

    /** Resolves names in the record's tree, and in the maps in which Handlebars itself keeps {@code @index} and its like. */
    private static final class RecordValues implements ValueResolver {

        @Override
        public Object resolve(Object context, String name) {
            Object value = null;
            if (context instanceof Members members) {
                members.reading().step();
                value = members.member(name);
            } else if (context instanceof Map<?, ?> map) {
                value = map.get(name);
            }
            if (value == null && name.equals(Source.ROOT)) {
                value = root(context);
            }
            return value == null ? UNRESOLVED : value;
        }

        private static Object root(Object context) {
            if (context instanceof Reading reading) {
                return reading.root();
            }
            if (context instanceof Members members) {
                return members.reading().root();
            }
            return context instanceof Scalar scalar ? scalar.reading().root() : null;
        }

        @Override
        public Object resolve(Object context) {
            return context instanceof Members || context instanceof Scalar ? context : UNRESOLVED;
        }

        @Override
        public Set<Map.Entry<String, Object>> propertySet(Object context) {
            return context instanceof Members members ? members.entries() : Set.of();
        }
    }

    private static final class OurHelpers extends DefaultHelperRegistry {

        private final Map<String, Helper<Object>> helpers = TemplateHelpers.byName();

        @Override
        @SuppressWarnings("unchecked") // a helper takes whatever value a template gives it
        public <C> Helper<C> helper(String name) {
            return (Helper<C>) helpers.get(name);
        }

        @Override
        public Decorator decorator(String name) {
            return null;
        }
    }

    private static final class NothingToLoad extends AbstractTemplateLoader {

        @Override
        public TemplateSource sourceAt(String location) throws IOException {
            throw new IOException("templates cannot load templates");
        }
    }
}
