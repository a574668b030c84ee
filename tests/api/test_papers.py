from __future__ import annotations

from flask.testing import FlaskClient

from tests.fakes import SOURCES


def test_it_lists_every_paper_with_a_schema_that_can_be_read(client: FlaskClient):
    papers = client.get("/api/v1/papers").json["papers"]
    assert [(paper["paper_type"], paper["version"], paper["title"]) for paper in papers] == [
        ("issuing_notice", 1, "印发通知"),
        ("issuing_notice", 2, "印发通知"),
    ]
    assert papers[0]["digests"] == {
        "template": SOURCES.template_digest,
        "schema": SOURCES.schema_digest,
        "form": "f" * 64,
    }
    response = client.get(papers[0]["schema"])
    assert response.content_type == "application/schema+json"
    assert response.get_json(force=True)["$id"] == "issuing_notice.v1"
