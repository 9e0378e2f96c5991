package dev.customerprofiles;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What the log says, as long as this is open, that somebody would be called for: errors, and threads that stand still. */
public final class LogWatch extends Handler implements AutoCloseable {

    private static final String STANDING_THREADS = "io.vertx.core.impl.BlockedThreadChecker";

    private final Logger everything = Logger.getLogger("");
    private final List<String> alarms = new CopyOnWriteArrayList<>();

    private LogWatch() {}

    public static LogWatch open() {
        LogWatch watch = new LogWatch();
        watch.everything.addHandler(watch);
        return watch;
    }

    public List<String> alarms() {
        return alarms;
    }

    @Override
    public void publish(LogRecord entry) {
        boolean error = entry.getLevel().intValue() >= Level.SEVERE.intValue();
        if (error || STANDING_THREADS.equals(entry.getLoggerName())) {
            String message = entry.getMessage() + ' ' + Arrays.toString(entry.getParameters());
            Throwable thrown = entry.getThrown();
            alarms.add(entry.getLoggerName() + ": " + message
                    + (thrown == null ? "" : " " + thrown + " at " + List.of(thrown.getStackTrace())));
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        everything.removeHandler(this);
    }
}
