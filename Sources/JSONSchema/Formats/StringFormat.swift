/// The formats of text that `format` can demand; `idn-hostname` is not among them, as it needs tables of Unicode
/// that the standard library does not have.
package enum StringFormat: String, Sendable, CaseIterable {
    case dateTime = "date-time"
    case date
    case time
    case duration
    case email
    case internationalEmail = "idn-email"
    case hostname
    case ipv4
    case ipv6
    case uri
    case uriReference = "uri-reference"
    case iri
    case iriReference = "iri-reference"
    case uriTemplate = "uri-template"
    case uuid
    case jsonPointer = "json-pointer"
    case relativeJSONPointer = "relative-json-pointer"
    case regularExpression = "regex"

    func allows(_ text: ArraySlice<UInt8>) -> Bool {
        switch self {
        case .dateTime: TimeFormats.isDateTime(text)
        case .date: TimeFormats.isDate(text)
        case .time: TimeFormats.isTime(text)
        case .duration: DurationFormat.allows(text)
        case .email: EmailFormat.allows(text, isInternational: false)
        case .internationalEmail: EmailFormat.allows(text, isInternational: true)
        case .hostname: HostnameFormat.allows(text)
        case .ipv4: AddressFormats.isIPv4(text)
        case .ipv6: AddressFormats.isIPv6(text)
        case .uri: URIFormat.allows(text, isInternational: false, needsScheme: true)
        case .uriReference: URIFormat.allows(text, isInternational: false, needsScheme: false)
        case .iri: URIFormat.allows(text, isInternational: true, needsScheme: true)
        case .iriReference: URIFormat.allows(text, isInternational: true, needsScheme: false)
        case .uriTemplate: URITemplateFormat.allows(text)
        case .uuid: Self.isUUID(text)
        case .jsonPointer: Self.isJSONPointer(text)
        case .relativeJSONPointer: Self.isRelativeJSONPointer(text)
        case .regularExpression: Pattern.isWellFormed(String(decoding: text, as: UTF8.self))
        }
    }

    /// With its article, as a sentence says it.
    var nounPhrase: String {
        switch self {
        case .dateTime: "a date and time with offset"
        case .date: "a date"
        case .time: "a time with offset"
        case .duration: "a duration"
        case .email, .internationalEmail: "an email address"
        case .hostname: "a host name"
        case .ipv4: "an IPv4 address"
        case .ipv6: "an IPv6 address"
        case .uri: "a URI"
        case .uriReference: "a URI or relative reference"
        case .iri: "an IRI"
        case .iriReference: "an IRI or relative reference"
        case .uriTemplate: "a URI template"
        case .uuid: "a UUID"
        case .jsonPointer: "a JSON pointer"
        case .relativeJSONPointer: "a relative JSON pointer"
        case .regularExpression: "a regular expression"
        }
    }

    /// Nil where an example would not make the rule clearer.
    var example: String? {
        switch self {
        case .dateTime: "2026-01-31T13:30:00Z"
        case .date: "2026-01-31"
        case .time: "13:30:00Z"
        case .duration: "P1DT2H30M"
        case .email: "name@example.org"
        case .hostname: "host-1.example.org"
        case .ipv4: "192.0.2.10"
        case .ipv6: "2001:db8::10"
        case .uri: "https://example.org/path"
        case .uuid: "123e4567-e89b-12d3-a456-426614174000"
        case .jsonPointer: "/guests/0/name"
        case .internationalEmail, .uriReference, .iri, .iriReference, .uriTemplate, .relativeJSONPointer,
            .regularExpression:
            nil
        }
    }

    private static func isUUID(_ text: ArraySlice<UInt8>) -> Bool {
        let hyphens = [8, 13, 18, 23]
        return text.count == 36
            && text.enumerated().allSatisfy { offset, byte in
                hyphens.contains(offset) ? byte == ASCII.minus : ASCII.hexadecimalValue(byte) != nil
            }
    }

    private static func isJSONPointer(_ text: ArraySlice<UInt8>) -> Bool {
        JSONPointer.tokens(String(decoding: text, as: UTF8.self)) != nil
    }

    private static func isRelativeJSONPointer(_ text: ArraySlice<UInt8>) -> Bool {
        let steps = text.prefix(while: ASCII.isDigit)
        guard !steps.isEmpty, steps.count == 1 || steps.first != ASCII.zero else { return false }
        let rest = text.dropFirst(steps.count)
        return rest.elementsEqual("#".utf8) || isJSONPointer(rest)
    }
}
