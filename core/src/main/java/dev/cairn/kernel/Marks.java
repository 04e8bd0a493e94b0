package dev.cairn.kernel;

import dev.cairn.Feed;
import dev.cairn.Receipt;
import dev.cairn.json.Sha256;
import dev.cairn.store.Log;
import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * How far each lane has been read: the position of the newest entry seen, and the hash of its
 * receipt. As text it carries a digest of those hashes. So a store knows its own: no other has the
 * same receipts at the same places. Immutable.
 */
final class Marks {
  private static final byte FORMAT = 1;
  private static final int DIGEST = 8;

  private final long[] positions;
  private final Sha256[] hashes;

  private Marks(long[] positions, Sha256[] hashes) {
    this.positions = positions;
    this.hashes = hashes;
  }

  /** Before the first entry of every lane. */
  static Marks beginning(int lanes) {
    var hashes = new Sha256[lanes];
    Arrays.fill(hashes, Receipt.NOTHING);
    return new Marks(new long[lanes], hashes);
  }

  /** Behind these entries, in lanes that have any. */
  static Marks behind(List<Log.Entry> entries, int lanes) {
    var marks = beginning(lanes);
    for (var entry : entries) {
      marks = marks.with(entry);
    }
    return marks;
  }

  /** With this entry seen as well. */
  Marks with(Log.Entry entry) {
    return with(entry.lane(), entry.position(), entry.revision().hash());
  }

  private Marks with(int lane, long position, Sha256 hash) {
    var moved = new Marks(positions.clone(), hashes.clone());
    moved.positions[lane] = position;
    moved.hashes[lane] = hash;
    return moved;
  }

  /** With a lane as far as another has read it, if that is farther. */
  Marks with(int lane, Marks other) {
    return reaches(lane, other) ? this : with(lane, other.positions[lane], other.hashes[lane]);
  }

  int lanes() {
    return positions.length;
  }

  long position(int lane) {
    return positions[lane];
  }

  boolean has(Log.Entry entry) {
    return positions[entry.lane()] >= entry.position();
  }

  boolean reaches(int lane, Marks other) {
    return positions[lane] >= other.positions[lane];
  }

  Feed.Position toPosition() {
    var bytes = new ByteArrayOutputStream();
    bytes.write(FORMAT);
    write(bytes, positions.length);
    for (long position : positions) {
      write(bytes, position);
    }
    bytes.writeBytes(digest());
    var text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
    return new Feed.Position(text);
  }

  /** Seven bits in each byte, the lowest first; all but the last have the eighth bit set. */
  private static void write(ByteArrayOutputStream bytes, long number) {
    long rest = number;
    while (rest > 0x7F) {
      bytes.write((int) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    bytes.write((int) rest);
  }

  private static long read(ByteBuffer bytes) {
    long number = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte next = bytes.get();
      number |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return number;
      }
    }
    throw Feed.Position.invalid("a number too large");
  }

  private byte[] digest() {
    var bytes = ByteBuffer.allocate(positions.length * (Long.BYTES + Sha256.LENGTH));
    for (int lane = 0; lane < positions.length; lane++) {
      bytes.putLong(positions[lane]).put(hashes[lane].bytes());
    }
    return Arrays.copyOf(Sha256.of(bytes.array()).bytes(), DIGEST);
  }

  /**
   * Reads {@link #toPosition}, and looks into the log whether it is one of this store's.
   *
   * @throws dev.cairn.CairnException.Invalid when it is not
   */
  static Marks parse(Feed.Position position, Log log, int lanes) {
    try {
      var bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(position.text()));
      if (bytes.get() != FORMAT || read(bytes) != lanes) {
        throw Feed.Position.invalid("another format");
      }
      var marks = beginning(lanes);
      for (int lane = 0; lane < lanes; lane++) {
        marks = marks.with(log, lane, read(bytes));
      }
      // Written anew it is the same text, or not one that was ever given out.
      if (!marks.toPosition().equals(position)) {
        throw Feed.Position.invalid("another store's");
      }
      return marks;
    } catch (IllegalArgumentException | BufferUnderflowException problem) {
      throw Feed.Position.invalid("damaged");
    }
  }

  private Marks with(Log log, int lane, long position) {
    if (position == 0) {
      return this;
    }
    return log.following(lane, Math.max(position, 1) - 1, 1).stream()
        .filter(entry -> entry.position() == position)
        .findFirst()
        .map(this::with)
        .orElseThrow(() -> Feed.Position.invalid("nothing was committed there"));
  }
}
