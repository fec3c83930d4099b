import PhoenixSimulatorAPI
import Testing

/// What Proxmox decides on a request's head alone.
struct AdmissionTests {
    @Test("Four methods are known", arguments: ["GET", "POST", "PUT", "DELETE"])
    func knownMethod(_ method: String) {
        #expect(Admission(head(method)) == .admitted(.read(byteCount: 0)))
    }

    @Test("Any other method is refused without a body", arguments: ["PATCH", "HEAD", "OPTIONS", "get", "TRACE"])
    func unknownMethod(_ method: String) {
        #expect(Admission(head(method)) == .refused(.empty(501, "method '\(method)' not available")))
    }

    @Test("The method is looked at before the transfer encoding")
    func methodFirst() {
        let both = head("PATCH", ["Transfer-Encoding": "chunked"])
        #expect(Admission(both) == .refused(.empty(501, "method 'PATCH' not available")))
    }

    @Test("A body must come with its length")
    func transferEncodings() {
        for spelling in ["chunked", "Chunked"] {
            #expect(
                Admission(head("POST", ["transfer-encoding": spelling]))
                    == .refused(.plain(501, "chunked transfer encoding not supported")))
        }
        #expect(
            Admission(head("POST", ["Transfer-Encoding": "gzip, chunked"]))
                == .refused(.plain(501, "Unknown transfer encoding 'gzip, chunked'")))
    }

    @Test("Only POST and PUT carry a body", arguments: ["GET", "DELETE"])
    func unexpectedContent(_ method: String) {
        #expect(Admission(head(method, ["Content-Length": "0"])) == .admitted(.read(byteCount: 0)))
        #expect(
            Admission(head(method, ["Content-Length": "3"])) == .admitted(.leave(.unexpected(method: method))))
        #expect(
            ContentRefusal.unexpected(method: method).answer
                == .plain(501, "Unexpected content for method '\(method)'"))
    }

    @Test("The largest body is the profile's", arguments: [512 * 1024, 64 * 1024])
    func bodyLimit(_ limit: Int) {
        let fitting = head("POST", ["Content-Length": "\(limit)"])
        #expect(Admission(fitting, bodyLimitBytes: limit) == .admitted(.read(byteCount: limit)))
        let larger = head("POST", ["Content-Length": "\(limit + 1)"])
        #expect(Admission(larger, bodyLimitBytes: limit) == .admitted(.leave(.tooLarge)))
        #expect(ContentRefusal.tooLarge.answer == .plain(501, "for data too large"))
    }

    @Test("A length beyond any number is too large")
    func endlessLength() {
        let endless = head("PUT", ["Content-Length": "99999999999999999999999999"])
        #expect(Admission(endless) == .admitted(.leave(.tooLarge)))
    }

    @Test(
        "Forms and JSON are taken, with parameters or without a type",
        arguments: [
            nil, "application/json", "application/json;charset=UTF-8", "application/x-www-form-urlencoded",
            "application/x-www-form-urlencoded , x", ";charset=UTF-8",
        ])
    func takenType(_ type: String?) {
        var fields: HeaderFields = ["Content-Length": "2"]
        if let type { fields.append("Content-Type", type) }
        #expect(Admission(head("PUT", fields)) == .admitted(.read(byteCount: 2)))
    }

    @Test(
        "Other types are refused in the client's own words",
        arguments: ["text/plain; a=b", "Application/JSON", "application/json "])
    func refusedType(_ type: String) {
        let request = head("POST", ["Content-Length": "2", "Content-Type": type])
        #expect(Admission(request) == .admitted(.leave(.unsupportedType(type))))
        #expect(
            ContentRefusal.unsupportedType(type).answer
                == .plain(506, "upload 'Content-Type '\(type)' not implemented"))
    }

    @Test("The size is looked at before the type")
    func sizeFirst() {
        let both = head("POST", ["Content-Length": "999999", "Content-Type": "text/plain"])
        #expect(Admission(both) == .admitted(.leave(.tooLarge)))
    }

    private func head(_ method: String, _ fields: HeaderFields = [:]) -> RequestHead {
        RequestHead(
            method: method, target: RequestTarget("/api2/json/version"), version: .oneDotOne, headerFields: fields)
    }
}
