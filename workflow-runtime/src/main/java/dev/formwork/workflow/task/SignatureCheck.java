package dev.formwork.workflow.task;

import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.workflow.problem.FlowProblem;
import java.util.Base64;
import java.util.List;

/** Signatures drawn by hand: small PNG pictures, and nothing else that calls itself one. */
final class SignatureCheck {

  private static final String START = "data:image/png;base64,";
  private static final int LONGEST = 200_000;
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', 0x0d, 0x0a, 0x1a, 0x0a};

  private SignatureCheck() {}

  /**
   * @throws Refusal unless it is such a picture
   */
  static void check(String signature) {
    if (signature == null || signature.isBlank()) {
      throw Refusal.invalid(List.of(Problem.at("/signature", CoreProblem.REQUIRED)));
    }
    if (!signature.startsWith(START) || signature.length() > LONGEST || !isPicture(signature)) {
      throw Refusal.invalid(List.of(Problem.at("/signature", FlowProblem.NOT_A_SIGNATURE)));
    }
  }

  private static boolean isPicture(String signature) {
    try {
      var bytes = Base64.getDecoder().decode(signature.substring(START.length()));
      if (bytes.length < PNG.length) {
        return false;
      }
      for (int i = 0; i < PNG.length; i++) {
        if (bytes[i] != PNG[i]) {
          return false;
        }
      }
      return true;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }
}
