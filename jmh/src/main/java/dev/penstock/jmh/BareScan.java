package dev.penstock.jmh;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** Finds line ends and nothing else: what a parser of lines cannot be faster than. */
final class BareScan {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, LITTLE_ENDIAN);

  private BareScan() {}

  /** Counts the LFs and CRs. */
  static int countLineEnds(byte[] bytes, int from, int to) {
    int count = 0;
    int i = from;
    while (i <= to - Long.BYTES) {
      long word = (long) LONGS.get(bytes, i);
      long hits = (word - 0x0E0E_0E0E_0E0E_0E0EL) & ~word & 0x8080_8080_8080_8080L;
      if (hits == 0) {
        i += Long.BYTES;
        continue;
      }
      i += Long.numberOfTrailingZeros(hits) >>> 3;
      count += isLineEnd(bytes[i]) ? 1 : 0;
      i++;
    }
    for (; i < to; i++) {
      count += isLineEnd(bytes[i]) ? 1 : 0;
    }
    return count;
  }

  private static boolean isLineEnd(byte b) {
    return b == '\n' || b == '\r';
  }
}
