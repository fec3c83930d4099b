import Foundation
import JSONSchema
import PhoenixModel

extension Settings {
    /// Reads a settings file; each problem names its line and column.
    mutating func read(file path: String) throws(Failure) {
        let bytes: [UInt8]
        do {
            bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
        } catch {
            throw Failure(
                .settingsInvalid, "the settings file \(path) cannot be read", remedy: "check its name and owner",
                causes: [error.localizedDescription])
        }
        try read(bytes, path: path)
    }

    private mutating func read(_ bytes: [UInt8], path: String) throws(Failure) {
        let document: JSONDocument
        do {
            document = try JSONDocument.parse(bytes)
        } catch {
            throw Self.invalid(
                "\(path):\(error.position.line):\(error.position.column): \(error.message)",
                error.remedy ?? "write valid JSON")
        }
        guard let members = document.root.object else {
            throw Self.invalid("\(path): the file is no JSON object", "write { \"repository\": \"…\", … }")
        }
        for member in members {
            let place = "\(path):\(member.key.position.line):\(member.key.position.column)"
            guard let key = Key(rawValue: member.key.text) else {
                if member.key.text == "$schema" { continue }
                let known = Key.allCases.map(\.rawValue).joined(separator: ", ")
                throw Self.invalid("\(place): unknown setting '\(member.key.text)'", "known are \(known)")
            }
            guard let text = member.value.string ?? member.value.integer.map(String.init) else {
                throw Self.invalid("\(place): \(key.rawValue) is neither text nor a whole number", "write it as one")
            }
            try set(key, to: text, origin: place)
        }
    }
}
