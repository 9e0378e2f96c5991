package dev.customerprofiles.core.records;

import java.util.Optional;

import dev.customerprofiles.core.identity.ContentType;

/** A field made ready to be read; {@code target} may be null. */
record CompiledField(String name, Source source, Target target, ContentType contentType) {

    /** @throws InvalidObjectType if source or target cannot be used */
    static CompiledField of(String name, Field field) {
        String member = "Fields." + name;
        Source source = Source.parse(field.source(), member + ".Source");
        Target target = field.target() == null ? null : Target.parse(field.target(), member + ".Target");
        boolean list = source instanceof Source.Accessor accessor && accessor.throughList();
        if (list != (target != null && target.isEachOfList())) {
            throw new InvalidObjectType(member, "must have [] in both Source and Target, or in neither");
        }
        if (target != null && target.isAllAttributes() && !(source instanceof Source.Accessor)) {
            throw new InvalidObjectType(member + ".Source", "must be an accessor where all attributes are the target");
        }
        return new CompiledField(name, source, target, field.contentType());
    }

    boolean isSourceTime() {
        return target != null && target.isSourceTime();
    }

    Source.Accessor accessor() {
        return (Source.Accessor) source;
    }

    Optional<String> text(Reading reading) {
        reading.begin();
        return source.text(reading);
    }
}
