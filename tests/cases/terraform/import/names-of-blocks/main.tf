# Values that are made of other blocks' names: the design holds them as they are.
resource "aws_apigatewayv2_api" "shop" {
  name          = "shop"
  protocol_type = "HTTP"
}

resource "aws_cloudwatch_log_group" "access" {
  name = "/apis/${aws_apigatewayv2_api.shop.name}"
}

resource "aws_apigatewayv2_stage" "prod" {
  api_id      = aws_apigatewayv2_api.shop.id
  name        = "prod"
  auto_deploy = true

  access_log_settings {
    destination_arn = aws_cloudwatch_log_group.access.arn
    format          = "$context.requestId"
  }

  tags = {
    Name = "${aws_apigatewayv2_api.shop.name}-prod"
  }
}
