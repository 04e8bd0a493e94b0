package dev.cairn.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class Sha256Test {
  private static final String OF_ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @Test
  void the_hash_is_that_of_the_standard() {
    assertThat(Sha256.ofUtf8("abc").hex()).isEqualTo(OF_ABC);
    assertThat(Sha256.ofUtf8("abc")).hasToString(OF_ABC);
    assertThat(Sha256.of(new byte[0]).hex()).startsWith("e3b0c44298fc1c149afbf4c8996fb924");
  }

  @Test
  void a_hash_comes_back_from_its_digits_and_bytes() {
    Sha256 hash = Sha256.ofUtf8("abc");

    assertThat(Sha256.fromHex(OF_ABC)).isEqualTo(hash).hasSameHashCodeAs(hash);
    assertThat(Sha256.fromBytes(hash.bytes())).isEqualTo(hash);
    assertThat(hash).isNotEqualTo(Sha256.ofUtf8("abd")).isNotEqualTo(OF_ABC);
  }

  @Test
  void a_single_other_byte_makes_another_hash() {
    Sha256 hash = Sha256.ofUtf8("abc");
    for (int i = 0; i < Sha256.LENGTH; i++) {
      byte[] bytes = hash.bytes();
      bytes[i] ^= 1;
      assertThat(Sha256.fromBytes(bytes)).isNotEqualTo(hash);
    }
  }

  @Test
  void what_is_no_hash_is_refused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Sha256.fromBytes(new byte[31]));
    assertThatIllegalArgumentException().isThrownBy(() -> Sha256.fromHex("ba78"));
    assertThatIllegalArgumentException().isThrownBy(() -> Sha256.fromHex("x".repeat(64)));
  }
}
