package dev.cairn.json;

import dev.cairn.json.JsonException.Code;

/** Writes the canonical form in UTF-8, into an array of exactly its length. */
final class CanonicalWriter {
  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };

  private final byte[] out;
  private int length;

  private CanonicalWriter(int size) {
    this.out = new byte[size];
  }

  static byte[] write(Json value) {
    int size = value.byteCount();
    if (size > JsonLimits.BYTES_CEILING) {
      throw new JsonException(
          Code.TOO_LARGE, "the canonical form exceeds 2 GiB: split the document");
    }
    var writer = new CanonicalWriter(size);
    writer.value(value);
    return writer.out;
  }

  private void value(Json value) {
    switch (value) {
      case JsonObject object -> object(object);
      case JsonArray array -> array(array);
      case JsonString string -> quoted(string.value());
      case JsonNumber number -> ascii(number.canonical());
      case JsonBoolean bool -> ascii(bool.toString());
      case JsonNull none -> ascii(none.toString());
    }
  }

  private void object(JsonObject object) {
    put('{');
    for (int i = 0; i < object.size(); i++) {
      if (i > 0) {
        put(',');
      }
      quoted(object.keyAt(i));
      put(':');
      value(object.valueAt(i));
    }
    put('}');
  }

  private void array(JsonArray array) {
    put('[');
    for (int i = 0; i < array.size(); i++) {
      if (i > 0) {
        put(',');
      }
      value(array.get(i));
    }
    put(']');
  }

  private void ascii(String text) {
    for (int i = 0; i < text.length(); i++) {
      put(text.charAt(i));
    }
  }

  private void quoted(String text) {
    put('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        i += multibyte(text, i);
      } else if (c < ' ' || c == '"' || c == '\\') {
        escaped(c);
      } else {
        put(c);
      }
    }
    put('"');
  }

  private void escaped(char c) {
    put('\\');
    char letter = Text.shortEscape(c);
    if (letter != 0) {
      put(letter);
      return;
    }
    put('u');
    put('0');
    put('0');
    put(HEX[c >> 4]);
    put(HEX[c & 0xF]);
  }

  /** Writes the character at {@code at}; returns how many more UTF-16 units it took than one. */
  private int multibyte(String text, int at) {
    int point = text.codePointAt(at);
    if (point < 0x800) {
      put(0xC0 | (point >> 6));
    } else if (point < 0x10000) {
      put(0xE0 | (point >> 12));
      putSixBits(point >> 6);
    } else {
      put(0xF0 | (point >> 18));
      putSixBits(point >> 12);
      putSixBits(point >> 6);
    }
    putSixBits(point);
    return Character.charCount(point) - 1;
  }

  private void putSixBits(int bits) {
    put(0x80 | (bits & 0x3F));
  }

  private void put(int unit) {
    out[length++] = (byte) unit;
  }
}
