import JSONSchema
import PhoenixModel

/// A script's parameters, checked and complete.
struct ResolvedParameters: Hashable, Sendable {
    /// In ascending order of variable.
    let parameters: [Parameter]
    /// Whether the schema takes them; otherwise the problems were found.
    let isComplete: Bool

    /// What a digest covers: names and values, secrets by their names.
    var digestTexts: [String] {
        parameters.flatMap { parameter in
            switch parameter.value {
            case .text(let text): [parameter.variable, "text", text]
            case .secret(let name): [parameter.variable, "secret", name.text]
            }
        }
    }
}

/// The values given for one script, by parameter.
typealias GivenParameters = [String: GivenParameter]

/// One value for a parameter: from the repository as it is, or made of other keys.
struct GivenParameter: Sendable {
    let value: JSONText
    let source: Sourced
}

extension ParameterSchema {
    /// Checks what is given, and fills in the defaults. `owner` is what the script belongs to, for messages.
    ///
    /// `place` is where the owner is asked for: what is missing is reported there.
    func resolve(
        _ given: GivenParameters, for owner: String, at place: @autoclosure () -> Diagnostic.Place,
        _ findings: inout Findings
    ) -> ResolvedParameters {
        var values = defaults
        var parameters: [Parameter] = []
        for (name, parameter) in given.sorted(by: { $0.key < $1.key }) {
            guard declares(name) else {
                reportUnknown(name, parameter, owner, &findings)
                continue
            }
            checkSecrets(name, parameter, &findings)
            if let secret = parameter.value.secretName {
                parameters.append(Parameter(variable: Self.variable(name), value: .secret(secret)))
                // The value is not known here: text stands in for it where the schema wants something.
                values[name] = .string("")
            } else {
                values[name] = parameter.value
            }
        }
        let isComplete = check(values, given, owner, place, &findings)
        for (name, value) in values where given[name]?.value.secretName == nil {
            parameters.append(Parameter(variable: Self.variable(name), value: .text(value.scriptText)))
        }
        parameters.sort { $0.variable.utf8.lexicographicallyPrecedes($1.variable.utf8) }
        return ResolvedParameters(parameters: parameters, isComplete: isComplete)
    }

    /// `driver_version` becomes `PHOENIX_DRIVER_VERSION`.
    private static func variable(_ name: String) -> String { "PHOENIX_" + name.uppercased() }

    private func reportUnknown(
        _ name: String, _ parameter: GivenParameter, _ owner: String, _ findings: inout Findings
    ) {
        findings.error(
            .unknownParameter, at: parameter.source.place, "\(owner) has no parameter '\(name)'",
            remedy: Suggestion.remedy(
                for: name, among: names,
                otherwise: names.isEmpty ? "Remove it" : "It takes \(names.joined(separator: ", "))"))
    }

    /// Validates all values together, and reports each mistake where its value was given.
    private func check(
        _ values: [String: JSONText], _ given: GivenParameters, _ owner: String, _ place: () -> Diagnostic.Place,
        _ findings: inout Findings
    ) -> Bool {
        guard let compiled else { return true }
        let members = values.sorted { $0.key < $1.key }.map { JSONText.Member($0.key, $0.value) }
        guard let document = try? JSONDocument.parse(text: JSONText.object(members).compactText) else {
            return true  // written by this program: it cannot fail, and if it did the values stay unchecked
        }
        var isComplete = true
        for violation in compiled.violations(in: document.root) {
            let name = violation.topLevelName
            if let name, given[name]?.value.secretName != nil { continue }
            isComplete = false
            findings.error(
                .invalidParameter, at: name.flatMap { given[$0]?.source.place } ?? place(),
                "\(owner) does not take this\(name.map { " for '\($0)'" } ?? ""): \(violation.sentenceOfParameters)",
                remedy: violation.advice ?? "Compare with the parameters in its manifest")
        }
        return isComplete
    }
}

extension JSONText {
    /// The secret's name, if this is `{"secret": "name"}`.
    var secretName: SecretName? {
        guard case .object(let members) = self, members.count == 1, let member = members.first else { return nil }
        guard member.key == "secret", case .string(let name) = member.value, !name.isEmpty else { return nil }
        return SecretName(name)
    }

    /// What a script sees: text as it is, every other value as compact JSON.
    var scriptText: String { if case .string(let text) = self { text } else { compactText } }
}

/// Finds secrets in plain text, and secrets where none can be handed over.
private func checkSecrets(_ name: String, _ parameter: GivenParameter, _ findings: inout Findings) {
    if parameter.value.secretName == nil, parameter.value.holdsSecretReference {
        findings.error(
            .secretNotAllowed, at: parameter.source.place, "A secret can only be the whole value of a parameter",
            remedy: "Give the secret a parameter of its own")
    }
    if parameter.value.holdsPlaintextSecret(isSecret: SecretWords.areIn(name)) {
        findings.error(
            .plaintextSecret, at: parameter.source.place.keepingSecret,
            "'\(name)' looks like a secret that stands in plain text",
            remedy: "Write {\"secret\": \"its name\"}, and replace the secret: it stays in the history")
    }
}

extension JSONText {
    fileprivate var holdsSecretReference: Bool {
        switch self {
        case .array(let items): items.contains { $0.secretName != nil || $0.holdsSecretReference }
        case .object(let members):
            members.contains { $0.value.secretName != nil || $0.value.holdsSecretReference }
        default: false
        }
    }

    /// `isSecret` says whether the key above names a secret.
    fileprivate func holdsPlaintextSecret(isSecret: Bool) -> Bool {
        switch self {
        case .string(let text): isSecret && !text.isEmpty
        case .object(let members):
            secretName == nil && members.contains { $0.value.holdsPlaintextSecret(isSecret: SecretWords.areIn($0.key)) }
        case .array(let items): items.contains { $0.holdsPlaintextSecret(isSecret: isSecret) }
        default: false
        }
    }
}
