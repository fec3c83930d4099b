/// What is wrong with the parameters of a request, by key; Proxmox answers it with status 400.
package struct ParameterErrors: Error, Sendable, Hashable {
    /// Keys of values inside others are joined by dots; several texts on one key by a backslash and an `n`.
    package private(set) var texts: [String: String] = [:]

    /// The message of the answer, with its line break.
    package static let message = "Parameter verification failed.\n"

    /// Starts without any error.
    package init() {}

    /// States one error.
    package init(key: String, text: String) { add(text, at: key) }

    /// Adds a text to those of a key; the whole request is called `_root`.
    package mutating func add(_ text: String, at key: String) {
        let key = key.isEmpty ? "_root" : key
        texts[key] = texts[key].map { $0 + #"\n"# + text } ?? text
    }

    /// Nothing is wrong.
    package var isEmpty: Bool { texts.isEmpty }
}
