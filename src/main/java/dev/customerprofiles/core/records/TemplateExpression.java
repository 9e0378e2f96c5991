package dev.customerprofiles.core.records;

import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.util.Map;
import java.util.Set;

import com.github.jknack.handlebars.Context;
import com.github.jknack.handlebars.EscapingStrategy;
import com.github.jknack.handlebars.Handlebars;
import com.github.jknack.handlebars.HandlebarsException;
import com.github.jknack.handlebars.Template;
import com.github.jknack.handlebars.ValueResolver;
import com.github.jknack.handlebars.cache.NullTemplateCache;
import com.github.jknack.handlebars.io.AbstractTemplateLoader;
import com.github.jknack.handlebars.io.TemplateSource;

/** A Handlebars template over a record; it reaches nothing but the record, and neither runs nor writes without end. */
final class TemplateExpression implements Expression {

    private static final int LONGEST_RESULT = 64_000;
    private static final Set<String> NOT_OFFERED =
            Set.of("log", "block", "partial", "embedded", "precompile", "include", "i18n", "i18nJs", "lookup");
    private static final Handlebars HANDLEBARS = handlebars();
    private static final ValueResolver MEMBERS = new RecordMembers();

    private final Template template;

    private TemplateExpression(Template template) {
        this.template = template;
    }

    static Expression compile(String member, String source) {
        try {
            return new TemplateExpression(HANDLEBARS.compileInline(source));
        } catch (IOException | HandlebarsException e) {
            throw new InvalidObjectType(member, "is not a template that can be read");
        }
    }

    @Override
    public String text(Reading reading) {
        Bounded out = new Bounded();
        try {
            template.apply(
                    Context.newBuilder(Map.of("_source", reading.root()))
                            .resolver(MEMBERS)
                            .build(),
                    out);
        } catch (IOException | HandlebarsException | Reading.TooManySteps e) {
            // what a template cannot make of a record is no reason to lose the record
            return "";
        }
        return out.toString().strip();
    }

    private static Handlebars handlebars() {
        Handlebars handlebars = new Handlebars(new NoFiles())
                .with(EscapingStrategy.NOOP)
                .with(NullTemplateCache.INSTANCE)
                .infiniteLoops(false);
        TemplateHelpers.register(handlebars);
        NOT_OFFERED.forEach(name -> handlebars.registerHelper(name, (context, options) -> {
            throw new IllegalArgumentException(name + " is not offered");
        }));
        return handlebars;
    }

    private static final class RecordMembers implements ValueResolver {

        @Override
        public Object resolve(Object context, String name) {
            Object value = context instanceof Reading.Node node
                    ? node.get(name)
                    : context instanceof Map<?, ?> map ? map.get(name) : null;
            return value == null ? UNRESOLVED : value;
        }

        @Override
        public Object resolve(Object context) {
            return UNRESOLVED;
        }

        @Override
        public Set<Map.Entry<String, Object>> propertySet(Object context) {
            return Set.of();
        }
    }

    private static final class NoFiles extends AbstractTemplateLoader {

        @Override
        public TemplateSource sourceAt(String location) throws IOException {
            throw new IOException("a mapping has no other templates");
        }
    }

    private static final class Bounded extends Writer {

        private final StringWriter text = new StringWriter();

        @Override
        public void write(char[] buffer, int offset, int length) throws IOException {
            if (text.getBuffer().length() + length > LONGEST_RESULT) {
                throw new IOException("the result is too long");
            }
            text.write(buffer, offset, length);
        }

        @Override
        public void flush() {
            // nothing is held back
        }

        @Override
        public void close() {
            // nothing is open
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
