import JSONSchema
import PhoenixModel

extension MergedGuest {
    /// Every argument the guest gives to vLLM, as a parameter: a list of texts. Nil if nobody says anything.
    ///
    /// `max_model_len: 4096` becomes `--max-model-len 4096`; `true` is a flag without value; `false` and `null` are
    /// left out. What is said in several ways counts once; `vllm_args` go last, so that they win.
    func engineArgumentsParameter(_ findings: inout Findings) -> GivenParameter? {
        var named: [String: MergedValue] = [:]
        for section in self[.engineConfig]?.members ?? [] {
            for member in section.value.members ?? [] { named[member.key] = member.value }
        }
        for member in self[.engineParameters]?.members ?? [] where named[member.key] == nil {
            named[member.key] = member.value
        }
        for (name, value) in engineArguments where named[name] == nil && !Self.otherNames.contains(name) {
            named[name] = value
        }
        var texts: [JSONText] = []
        for (name, value) in named.sorted(by: { $0.key < $1.key }) {
            reportPlaintext(name, value, &findings)
            texts += Self.arguments(name, value).map(JSONText.string)
        }
        texts += (self[.engineArguments]?.items ?? []).map { .string($0.textOrSource) }
        guard let source = engineSource else { return nil }
        return GivenParameter(value: .array(texts), source: source)
    }

    /// Where arguments are said; the first of the ways.
    private var engineSource: Sourced? {
        self[.engineConfig]?.source ?? self[.engineParameters]?.source ?? self[.engineArguments]?.source
            ?? engineArguments.min { $0.key < $1.key }?.value.source
    }

    /// `vllm_model_type` tells the original's scripts what to do; vLLM itself finds that out.
    private static let otherNames: Set<String> = ["model_type"]

    private static func arguments(_ name: String, _ value: MergedValue) -> [String] {
        let flag = "--" + name.utf8.split(separator: UInt8(ascii: "_")).map { Substring($0) }.joined(separator: "-")
        if value.boolean == true { return [flag] }
        if value.boolean == false || value.isNull { return [] }
        if let items = value.items { return [flag] + items.map(\.textOrSource) }
        return [flag, value.textOrSource]
    }

    private func reportPlaintext(_ name: String, _ value: MergedValue, _ findings: inout Findings) {
        guard SecretWords.areIn(name), value.string?.isEmpty == false else { return }
        findings.error(
            .plaintextSecret, at: value.place.keepingSecret, "'\(name)' looks like a secret that stands in plain text",
            remedy: "Give it to the application as {\"secret\": \"its name\"} under parameters, and replace the secret")
    }
}

extension MergedValue {
    fileprivate var isNull: Bool { if case .written(let source) = self { source.value.isNull } else { false } }

    /// Text as it is; other values as they are written.
    fileprivate var textOrSource: String {
        switch self {
        case .written(let source):
            source.value.string ?? (members == nil ? source.value.sourceText : canonicalText.compactText)
        case .combined: canonicalText.compactText
        }
    }
}
