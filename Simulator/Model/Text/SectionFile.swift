/// A configuration file in sections, each headed by `TYPE: NAME` with its properties indented below.
///
/// `storage.cfg`, `ha/resources.cfg`, `ha/rules.cfg` and the files of hardware mappings have this form; a section of
/// the latter is headed by its name alone.
package struct SectionFile: Hashable, Sendable {
    /// In the order of the file.
    package internal(set) var sections: [Section]

    package init(_ sections: [Section] = []) { self.sections = sections }

    /// One section.
    package struct Section: Hashable, Sendable {
        /// Empty where the file has no types.
        package let type: String
        package let name: String
        /// Each property with its lines; only lists have more than one.
        private var lines: [String: [String]]

        package init(type: String, name: String, _ properties: [String: String] = [:]) {
            self.type = type
            self.name = name
            lines = properties.mapValues { [$0] }
        }

        /// Every property that is set, ascending.
        package var keys: [String] { lines.keys.sorted() }

        package subscript(key: String) -> String? {
            get { lines[key]?.first }
            set { lines[key] = newValue.map { [$0] } }
        }

        /// Every line of a list.
        package func list(_ key: String) -> [String] { lines[key] ?? [] }

        package mutating func setList(_ key: String, _ values: [String]) {
            lines[key] = values.isEmpty ? nil : values
        }

        /// A comment and a switch stand before the others.
        fileprivate var text: String {
            let first = ["comment", "disable"].filter { lines[$0] != nil }
            var text = type.isEmpty ? "\(name)\n" : "\(type): \(name)\n"
            for key in first + keys.filter({ !first.contains($0) }) {
                for value in list(key) { text += "\t\(key) \(value)\n" }
            }
            return text
        }
    }

    /// The section of that name.
    package subscript(name: String) -> Section? {
        get { sections.first { $0.name == name } }
        set {
            let index = sections.firstIndex { $0.name == name }
            switch (index, newValue) {
            case (let index?, let section?): sections[index] = section
            case (let index?, nil): sections.remove(at: index)
            case (nil, let section?): sections.append(section)
            case (nil, nil): break
            }
        }
    }

    /// The file as it lies on the disk.
    package var text: String { sections.map(\.text).joined(separator: "\n") }

    package var digest: String { ConfigurationDigest.of(text) }
}

extension SectionFile: Codable {
    /// Reads the file's own text.
    package init(text: String) {
        sections = []
        for line in text.split(separator: "\n") {
            if line.first == "\t" || line.first == " " {
                guard !sections.isEmpty else { continue }
                let words = line.drop { $0 == "\t" || $0 == " " }.split(separator: " ", maxSplits: 1)
                guard let key = words.first.map(String.init) else { continue }
                let values = sections[sections.count - 1].list(key)
                sections[sections.count - 1].setList(key, values + [words.count > 1 ? String(words[1]) : "1"])
            } else if let colon = line.firstIndex(of: ":") {
                let name = line[line.index(after: colon)...].drop { $0 == " " }
                sections.append(Section(type: String(line[..<colon]), name: String(name)))
            } else {
                sections.append(Section(type: "", name: String(line)))
            }
        }
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        self.init(text: try container.decode(String.self))
        guard SectionFile(text: text) == self else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "a section begins with 'TYPE: NAME' or a name without a colon")
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

extension SectionFile {
    /// Refuses a change that was made for another state of the file.
    package func requireUnchanged(since digest: String?) throws(HostError) {
        guard let digest, digest != self.digest else { return }
        throw HostError(.conflict, ConfigurationDigest.changedText)
    }
}

extension ConfigurationDigest {
    /// What a stale digest is answered with.
    package static let changedText = "detected modified configuration - file changed by other user? Try again."
}
