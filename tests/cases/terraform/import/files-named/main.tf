# An archive that a function is uploaded from is no text, and a text that a block reads is kept.
resource "aws_lambda_function" "f" {
  function_name = "f"
  role          = "arn:aws:iam::123456789012:role/f"
  runtime       = "nodejs20.x"
  handler       = "i.h"
  filename      = "${path.module}/f.zip"
}

resource "aws_s3_object" "page" {
  bucket = "pages"
  key    = "index.html"
  source = "${path.module}/index.html"
}
