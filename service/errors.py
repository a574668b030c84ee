"""Everything that can go wrong, by whom it can be mended; the doors turn these into answers.

ServiceError
├── InvalidRequest            the caller can mend it (4xx)
│   ├── InvalidContent        422, carries findings
│   ├── BrokenJson            400, says line and column
│   ├── ClassifiedRefused     422, bears a 密级
│   ├── UnknownPaper          404
│   ├── RecordNotFound        404
│   ├── DraftNotFound         404, no such draft, campaign or revision in the unit
│   ├── UnreadablePdf         422, damaged, encrypted or no PDF at all
│   ├── UnreadableDocument    422, a docx, odt, … that is damaged, too large inside, or something else
│   ├── UnknownAddress        404, no such route
│   ├── MethodNotAllowed      405
│   ├── NotAcceptable         406
│   ├── RequestTooLarge       413
│   └── UnsupportedMediaType  415
├── TemplateError             the template's author can mend it; found at start-up (500)
├── RenderingError            the content cannot be set as asked (422)
├── StorageError              what should be kept or was kept
│   ├── StorageFailed         503, the database or the file folder can't be read or written
│   ├── FileMissing           500, a record names a file that is gone
│   └── FileDamaged           500, the stored bytes are not what the record says
├── PandocMissing             503, names the Debian package to install
├── AddressInUse              `chengwen serve`: another program has the port
└── ConversionError           our tools broke (503, retryable)
    ├── ConverterMissing      names the Debian package to install
    ├── ConverterBusy         waited too long for a free LibreOffice
    ├── ConverterTimeout      the conversion itself took too long, twice
    └── ConverterFailed       LibreOffice crashed or refused the document, twice
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from service.document.finding import Finding


class ServiceError(Exception):
    """An error with a stable code, a Chinese title and the answer each door gives to it.

    ``str(error)`` is the Chinese sentence that a person is shown; causes go to the log.
    """

    code: ClassVar[str] = "internal_error"
    title: ClassVar[str] = "系统内部错误"
    http_status: ClassVar[int] = 500
    exit_code: ClassVar[int] = 70
    retryable: ClassVar[bool] = False
    retry_after_s: int = 5  #: a LibreOffice that crashed is back after about this long

    def __init__(self, message: str | None = None, findings: Sequence[Finding] = ()) -> None:
        super().__init__(message or self.title)
        self.findings: tuple[Finding, ...] = tuple(findings)


class InvalidRequest(ServiceError):
    """The request is wrong in a way that the caller can mend."""

    code = "invalid_request"
    title = "请求有误"
    http_status = 400
    exit_code = 64


class InvalidContent(InvalidRequest):
    """The content breaks its schema; ``findings`` name each place."""

    code = "invalid_content"
    title = "内容不符合要求"
    http_status = 422
    exit_code = 65


class BrokenJson(InvalidRequest):
    """The input is no JSON, or JSON that is ambiguous; the message says at which line and column."""

    code = "broken_json"
    title = "JSON 有误"
    exit_code = 65


class ClassifiedRefused(InvalidRequest):
    """The content bears a 密级, and nobody answers for classified papers here; nothing of it is repeated or kept."""

    code = "classified_refused"
    title = "不办理涉密公文"
    http_status = 422
    exit_code = 65


class UnknownPaper(InvalidRequest):
    """No template makes the paper that was asked for."""

    code = "unknown_paper"
    title = "没有这种公文"
    http_status = 404


class RecordNotFound(InvalidRequest):
    """No record has this id, or it lacks the file that was asked for."""

    code = "record_not_found"
    title = "没有这份公文"
    http_status = 404


class DraftNotFound(InvalidRequest):
    """The unit has no such draft or campaign, or the draft no such revision."""

    code = "draft_not_found"
    title = "没有这份草稿"
    http_status = 404


class UnreadablePdf(InvalidRequest):
    """The bytes are no PDF, are damaged or need a password."""

    code = "unreadable_pdf"
    title = "无法读取 PDF"
    http_status = 422
    exit_code = 65


class UnreadableDocument(InvalidRequest):
    """The bytes are no such document, are damaged, protected, or unpack to more than we take."""

    code = "unreadable_document"
    title = "无法读取文件"
    http_status = 422
    exit_code = 65


class UnknownAddress(InvalidRequest):
    """No route has this address."""

    code = "unknown_address"
    title = "没有这个地址"
    http_status = 404


class MethodNotAllowed(InvalidRequest):
    """The route exists, but does not answer to this HTTP method."""

    code = "method_not_allowed"
    title = "不支持这种请求方法"
    http_status = 405


class NotAcceptable(InvalidRequest):
    """The caller accepts none of the forms in which we could answer."""

    code = "not_acceptable"
    title = "无法按要求的类型回复"
    http_status = 406


class RequestTooLarge(InvalidRequest):
    """The request body is over the size limit."""

    code = "request_too_large"
    title = "内容过大"
    http_status = 413


class UnsupportedMediaType(InvalidRequest):
    """The request body is not declared as JSON."""

    code = "unsupported_media_type"
    title = "请求类型不受支持"
    http_status = 415


class TemplateError(ServiceError):
    """A template is broken; ``findings`` name every paragraph that is wrong."""

    code = "template_error"
    title = "模板有误"
    exit_code = 78


class RenderingError(ServiceError):
    """The content is valid, but cannot be set on paper as asked."""

    code = "rendering_error"
    title = "无法排版"
    http_status = 422
    exit_code = 65


class StorageError(ServiceError):
    """Something could not be kept, or what was kept is no longer right."""

    code = "storage_error"
    title = "存储出错"
    exit_code = 74


class StorageFailed(StorageError):
    """The database or the file folder can't be read or written."""

    code = "storage_failed"
    title = "存储不可用"
    http_status = 503
    retryable = True


class FileMissing(StorageError):
    """A record names a file that the file store no longer has."""

    code = "file_missing"
    title = "文件丢失"


class FileDamaged(StorageError):
    """The stored bytes are not those that were stored."""

    code = "file_damaged"
    title = "文件损坏"


class PandocMissing(ServiceError):
    """Pandoc, which reads Markdown and docx for us, is not installed; the message names the package."""

    code = "pandoc_missing"
    title = "导入功能未启用"
    http_status = 503
    exit_code = 69


class AddressInUse(ServiceError):
    """Another program listens where ``chengwen serve`` should."""

    code = "address_in_use"
    title = "端口已被占用"
    exit_code = 69


class ConversionError(ServiceError):
    """The conversion to PDF failed on our side; trying again may help."""

    code = "conversion_failed"
    title = "PDF 转换失败"
    http_status = 503
    exit_code = 75
    retryable = True


class ConverterMissing(ConversionError):
    """LibreOffice, its Python bridge or the fonts are not installed; the message names the package."""

    code = "converter_missing"
    title = "PDF 功能未启用"
    exit_code = 69
    retryable = False


class ConverterBusy(ConversionError):
    """No LibreOffice became free within the waiting limit."""

    code = "converter_busy"
    title = "PDF 转换排队超时"


class ConverterTimeout(ConversionError):
    """The conversion took longer than the running limit, on two processes."""

    code = "converter_timeout"
    title = "PDF 转换超时"


class ConverterFailed(ConversionError):
    """LibreOffice crashed on or refused the document, on two processes."""

    code = "converter_failed"
