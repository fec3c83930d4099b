import NIOCore
import PhoenixSimulatorAPI

/// An answer as bytes, equal to pveproxy's in names, values and order of the fields.
struct AnswerMessage {
    private let answer: APIAnswer
    private let coding: ContentCoding?
    private let body: [UInt8]

    /// Compresses what is large enough: see `isLongWork`.
    init(_ answer: APIAnswer, accepting coding: ContentCoding?) {
        self.answer = answer
        let plainBody = Self.mayHaveBody(answer.status) ? answer.body : []
        if let coding, plainBody.count > ServerLimits.compressionThresholdBytes,
            answer.headerFields["Content-Encoding"] == nil, let smaller = compressed(plainBody, as: coding)
        {
            self.coding = coding
            body = smaller
        } else {
            self.coding = nil
            body = plainBody
        }
    }

    /// Whether there is so much to compress that it belongs off the event loop.
    static func isLongWork(_ answer: APIAnswer, accepting coding: ContentCoding?) -> Bool {
        coding != nil && answer.body.count > ServerLimits.compressionThresholdBytes
    }

    /// Enough for the body and a usual head.
    var capacityBytes: Int { body.count + 512 }

    func write(to buffer: inout ByteBuffer, terms: ReplyTerms, date: HTTPDate) {
        let reason = answer.reason.text.isEmpty ? ReasonPhrase.standard(for: answer.status) : answer.reason
        buffer.writeString("\(terms.version) \(answer.status) \(reason.text)\r\n")
        for field in fields(terms: terms, date: date) {
            buffer.writeString(field.name)
            buffer.writeStaticString(": ")
            buffer.writeString(field.value)
            buffer.writeStaticString("\r\n")
        }
        buffer.writeStaticString("\r\n")
        buffer.writeBytes(body)
    }

    private func fields(terms: ReplyTerms, date: HTTPDate) -> [HeaderFields.Field] {
        var fields = answer.headerFields
        for (name, value) in [
            ("Cache-Control", "max-age=0"), ("Date", date.text), ("Expires", date.text), ("Pragma", "no-cache"),
            ("Server", "pve-api-daemon/3.0"),
        ] {
            fields.replace(name, with: value)
        }
        fields.remove("Content-Length")
        if let coding { fields.replace("Content-Encoding", with: coding.rawValue) }
        if !body.isEmpty { fields.append("Content-Length", "\(body.count)") }
        if terms.keepsConnection {
            // Beside what the inner daemon said of its own connection.
            fields.append("Connection", "Keep-Alive")
        } else {
            fields.replace("Connection", with: "close")
        }
        return FieldOrder.sorted(fields.fields.map(Self.onOneLine))
    }

    /// A value must not end its own line.
    private static func onOneLine(_ field: HeaderFields.Field) -> HeaderFields.Field {
        let isSafe = field.value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }
        if isSafe { return field }
        return HeaderFields.Field(name: field.name, value: ReasonPhrase(field.value).text)
    }

    private static func mayHaveBody(_ status: Int) -> Bool {
        !(100...199).contains(status) && status != 204 && status != 304
    }
}
