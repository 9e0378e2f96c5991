package dev.customerprofiles.doors.rest.dialect;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A body of which no more is read than may be: one that does not say how long it is may go on for ever. */
final class LimitedBody extends FilterInputStream {

    private long left;

    LimitedBody(InputStream body, long most) {
        super(body);
        this.left = most;
    }

    @Override
    public int read() throws IOException {
        int read = in.read();
        count(read < 0 ? 0 : 1);
        return read;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = in.read(buffer, offset, length);
        count(Math.max(0, read));
        return read;
    }

    private void count(int read) {
        left -= read;
        if (left < 0) {
            throw ApiError.tooLarge();
        }
    }
}
