package dev.penstock.framing;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** Finds line ends, eight bytes at a time. */
final class LineScanner {
  /*
   * One subtraction tells for eight bytes whether any is below 0x0E: a byte in 0x00..0x0D borrows
   * from its bit 7, and ~word leaves out the bytes that had bit 7 set before. That finds LF (0x0A)
   * and CR (0x0D) in one test; TAB, NUL and the few other control bytes are hits too, and are
   * looked at and passed over. A borrow may run on into the bytes above, so only the lowest hit is
   * sure, which is the one we want (little-endian: the first in the array).
   *
   * Four words a turn were tried and are slower in FramingBenchmark: 29 instead of 26 ns an event
   * (openai), 4.6 instead of 4.0 us (large).
   */
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, LITTLE_ENDIAN);
  private static final long BELOW = 0x0E0E_0E0E_0E0E_0E0EL;
  private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

  static final byte LF = '\n';
  static final byte CR = '\r';

  private LineScanner() {}

  /**
   * {@return the index of the first LF or CR in {@code bytes[from, to)}, {@code to} if there is
   * none}
   */
  static int lineEnd(byte[] bytes, int from, int to) {
    int i = from;
    while (i <= to - Long.BYTES) {
      long word = (long) LONGS.get(bytes, i);
      long hits = (word - BELOW) & ~word & HIGH_BITS;
      if (hits == 0) {
        i += Long.BYTES;
        continue;
      }
      i += Long.numberOfTrailingZeros(hits) >>> 3;
      if (isLineEnd(bytes[i])) {
        return i;
      }
      i++;
    }
    while (i < to && !isLineEnd(bytes[i])) {
      i++;
    }
    return i;
  }

  static boolean isLineEnd(byte b) {
    return b == LF || b == CR;
  }
}
