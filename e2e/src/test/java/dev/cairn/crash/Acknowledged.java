package dev.cairn.crash;

import dev.cairn.Instance;
import dev.cairn.InstanceId;
import dev.cairn.Receipt;
import dev.cairn.json.Sha256;
import java.util.Optional;

/** A version that a caller was told of; from then on it must never be lost. */
record Acknowledged(InstanceId id, long version, Sha256 hash, Optional<String> key) {

  static Acknowledged of(Receipt receipt) {
    return new Acknowledged(
        receipt.instance(),
        receipt.version(),
        receipt.hash(),
        receipt.key().map(Receipt.Key::text));
  }

  static Acknowledged of(Instance made, Optional<String> key) {
    return new Acknowledged(made.id(), made.version(), made.receiptHash(), key);
  }

  String line() {
    return id + " " + version + " " + hash.hex() + " " + key.orElse("-") + "\n";
  }

  static Acknowledged parse(String line) {
    var parts = line.split(" ", -1);
    return new Acknowledged(
        InstanceId.of(parts[0]),
        Long.parseLong(parts[1]),
        Sha256.fromHex(parts[2]),
        Optional.of(parts[3]).filter(key -> !key.equals("-")));
  }
}
