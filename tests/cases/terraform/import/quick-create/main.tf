# An HTTP API with everything made at once.
resource "aws_apigatewayv2_api" "this" {
  name          = "quick"
  protocol_type = "HTTP"
  target        = aws_lambda_function.hello.arn
}

resource "aws_lambda_function" "hello" {
  function_name = "hello"
  role          = "arn:aws:iam::123456789012:role/hello"
  handler       = "index.handler"
  runtime       = "nodejs20.x"
  memory_size   = 512
  architectures = ["arm64"]
  filename      = "hello.zip"
}

resource "aws_lambda_permission" "hello" {
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.hello.function_name
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${aws_apigatewayv2_api.this.execution_arn}/*/*"
}
