package dev.customerprofiles.simulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

import io.smallrye.mutiny.Uni;

import dev.customerprofiles.core.state.Json;
import dev.customerprofiles.core.state.Kind;
import dev.customerprofiles.core.state.Ref;
import dev.customerprofiles.core.state.View;
import dev.customerprofiles.ingest.Command;
import dev.customerprofiles.ingest.DomainQueue;
import dev.customerprofiles.store.CommitLog;

/** Makes every command leave a mark in what it writes, so that the log tells which commands happened in which order. */
final class Journal {

    static final String MARK = "mark|";

    private static final DomainQueue.QueueLimits ROOM = new DomainQueue.QueueLimits(1_000, 1_000_000);

    private final List<Command<?>> commands = new ArrayList<>();

    /** The command that left this mark. */
    Command<?> command(Ref mark) {
        return commands.get(Integer.parseInt(mark.id().substring(MARK.length())));
    }

    static boolean isMark(Ref ref) {
        return ref.kind() == Kind.HISTORY && ref.id().startsWith(MARK);
    }

    DomainQueue queue(CommitLog log, Supplier<Instant> now, int batch) {
        return new DomainQueue(log, now, Runnable::run, new DomainQueue.BatchLimits(batch, 1000), ROOM) {
            @Override
            public <T> Uni<T> submit(Command<T> command) {
                return super.submit(marked(command));
            }
        };
    }

    private <T> Command<T> marked(Command<T> command) {
        Ref mark = new Ref(Kind.HISTORY, MARK + commands.size());
        Command<T> marked = new Command<>() {
            @Override
            public T decide(View view, Instant now) {
                if (view.get(mark).isPresent()) {
                    // a writer that was outrun cannot know that its commit stood: commands happen once by what they
                    // write
                    return null;
                }
                T result = command.decide(view, now);
                view.put(mark, Json.object().put("now", now.toEpochMilli()));
                return result;
            }

            @Override
            public Collection<Ref> likelyReads() {
                return command.likelyReads();
            }

            @Override
            public int size() {
                return 100;
            }
        };
        commands.add(marked);
        return marked;
    }
}
