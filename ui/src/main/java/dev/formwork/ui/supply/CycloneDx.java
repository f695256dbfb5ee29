package dev.formwork.ui.supply;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.formwork.core.definition.DefinitionJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/**
 * A bill of materials as CycloneDX 1.6 (ECMA-424) asks for it. The same build gives the same text:
 * its number is made of what is in it, and it names no time.
 */
final class CycloneDx {

  private CycloneDx() {}

  static String text(String version, List<Part> parts) {
    var bill = DefinitionJson.mapper().createObjectNode();
    bill.put("bomFormat", "CycloneDX");
    bill.put("specVersion", "1.6");
    bill.put("serialNumber", "urn:uuid:" + number(version, parts));
    bill.put("version", 1);
    bill.putObject("metadata")
        .putObject("component")
        .put("type", "application")
        .put("bom-ref", "formwork")
        .put("name", "formwork")
        .put("version", version);
    var components = bill.putArray("components");
    parts.forEach(part -> write(components.addObject(), part));
    var dependencies = bill.putArray("dependencies");
    var all = dependencies.addObject().put("ref", "formwork").putArray("dependsOn");
    parts.forEach(part -> all.add(part.purl()));
    try {
      return DefinitionJson.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(bill)
          + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A tree can be written", e);
    }
  }

  private static void write(ObjectNode component, Part part) {
    component.put("type", part.kind().type());
    component.put("bom-ref", part.purl());
    if (part.group() != null) {
      component.put("group", part.group());
    }
    component.put("name", part.name());
    component.put("version", part.version());
    if (part.sha256() != null) {
      component.putArray("hashes").addObject().put("alg", "SHA-256").put("content", part.sha256());
    }
    component.put("purl", part.purl());
  }

  private static UUID number(String version, List<Part> parts) {
    var all = new StringBuilder(version);
    parts.forEach(part -> all.append('\n').append(part.purl()).append(' ').append(part.sha256()));
    return UUID.nameUUIDFromBytes(all.toString().getBytes(StandardCharsets.UTF_8));
  }
}
