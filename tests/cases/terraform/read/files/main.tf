resource "aws_api_gateway_rest_api" "file" {
  body = file("${path.module}/api.json")
}

resource "aws_api_gateway_rest_api" "template" {
  body = templatefile("templates/api.json.tftpl", {
    uri   = aws_lambda_function.this.invoke_arn
    paths = ["/a", "/b"]
  })
  description = fileexists("api.json") ? "there" : "gone"
  name        = file("missing.txt")
}

resource "aws_lambda_function" "this" {
  function_name    = "f"
  source_code_hash = filebase64sha256("f.zip")
}
