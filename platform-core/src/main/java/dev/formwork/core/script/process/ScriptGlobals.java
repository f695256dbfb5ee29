package dev.formwork.core.script.process;

/** The global objects of a script that may make requests to the server. */
final class ScriptGlobals {

  /**
   * Takes the way to the server, and gives what runs a script: from JSON to JSON. Everything in it
   * only passes requests on; the server checks each.
   */
  static final String SCRIPT =
      """
      (ask => {
        const { parse, stringify } = JSON;
        const call = (request, ...values) => {
          const reply = ask(request, stringify(values));
          const value = parse(reply.slice(1));
          if (reply[0] === 'V') return value;
          throw Object.assign(new Error(value.message), { code: value.code });
        };
        const fixed = (name, value) =>
          Object.defineProperty(globalThis, name, { value: Object.freeze(value), enumerable: true });
        fixed('records', {
          get: (form, id) => call('records.get', form, id),
          list: (form, query) => call('records.list', form, query ?? {}),
          count: (form, filter) => call('records.count', form, filter ?? null),
          create: (form, values) => call('records.create', form, values),
          change: (form, id, values, version) => call('records.change', form, id, values, version ?? null),
          submit: (form, id, values) => call('records.submit', form, id, values ?? {}),
          remove: (form, id) => call('records.remove', form, id),
        });
        fixed('fetch', (url, options) => {
          const { method, headers, body } = options ?? {};
          const plain = body === undefined || body === null || typeof body === 'string';
          const named = Object.keys(headers ?? {}).some(name => name.toLowerCase() === 'content-type');
          const all = plain || named ? headers : { ...headers, 'Content-Type': 'application/json' };
          const answer = call('fetch', String(url), { method, headers: all, body: plain ? body : stringify(body) });
          return Object.freeze({ ...answer, ok: answer.status >= 200 && answer.status < 300, json: () => parse(answer.text) });
        });
        return (script, input) => stringify(script(parse(input)));
      })
      """;

  private ScriptGlobals() {}
}
